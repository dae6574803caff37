package io.tributary.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.time.api.DateTimes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Whatever a record of the contract says survives the way over the wire, as JSON and as YAML. */
class ContractRoundTripTest {
  private static final Set<String> FEATURES =
      Set.of("agent", "dataset", "job", "model", "problem", "security");

  /** Never written as a document: made from headers and an address. */
  private static final Set<String> NOT_DOCUMENTS = Set.of("CheckpointState", "JobQuery");

  private static final List<Class<?>> RECORD_TYPES = recordTypes();

  @Property(tries = 1500)
  void everyRecordSurvivesJson(@ForAll("records") Record record) {
    survives(ContractJson.json(), record);
  }

  @Property(tries = 300)
  void everyRecordSurvivesYaml(@ForAll("records") Record record) {
    survives(ContractJson.yaml(), record);
  }

  @Property(tries = 200)
  void absentComponentsAreLeftOut(@ForAll("records") Record record) throws Exception {
    Assume.that(!hasFormOfItsOwn(record.getClass()));
    String json = ContractJson.json().writeValueAsString(record);
    var document = ContractJson.json().readTree(json);
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      boolean absent = component.getAccessor().invoke(record) == null;
      assertThat(document.has(component.getName())).isEqualTo(!absent);
    }
  }

  @Example
  void allRecordsOfTheContractAreTried() {
    assertThat(RECORD_TYPES)
        .extracting(Class::getSimpleName)
        .contains("JobSpec", "JobView", "DatasetView", "ErrorResponse", "TrainingSpec", "Page")
        .hasSizeGreaterThan(40);
  }

  @Example
  void predictionsMayAskAboutMissingValues() {
    String json = "{\"rows\":[{\"age\":null,\"city\":\"Oslo\"}]}";
    var request =
        ContractJson.json().readValue(json, io.tributary.client.model.PredictRequest.class);
    assertThat(ContractJson.json().writeValueAsString(request)).isEqualTo(json);
  }

  /** A document that is no object with a field for each component. */
  private static boolean hasFormOfItsOwn(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
  }

  private static void survives(ObjectMapper mapper, Record record) {
    Type type = record instanceof Page ? PAGE : record.getClass();
    byte[] document = mapper.writeValueAsBytes(record);
    Object read = mapper.readValue(document, mapper.constructType(type));
    assertThat(read).isEqualTo(record);
  }

  private static final Type PAGE = componentType(PageOfText.class);

  private record PageOfText(Page<String> page) {}

  private static Type componentType(Class<?> record) {
    return record.getRecordComponents()[0].getGenericType();
  }

  @Provide
  Arbitrary<Record> records() {
    return Arbitraries.of(RECORD_TYPES)
        .flatMap(
            type ->
                type == Page.class
                    ? value(PageOfText.class.getRecordComponents()[0].getAnnotatedType())
                        .map(Record.class::cast)
                    : recordOf(type));
  }

  private static List<Class<?>> recordTypes() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tributary.client")
            .stream()
            .filter(ContractRoundTripTest::isContract)
            .sorted(Comparator.comparing(JavaClass::getName))
            .<Class<?>>map(JavaClass::reflect)
            .toList();
  }

  private static boolean isContract(JavaClass type) {
    String feature = type.getPackageName().replace("io.tributary.client", "").replace(".", "");
    return type.isRecord()
        && (FEATURES.contains(feature) || type.isEquivalentTo(Page.class))
        && !NOT_DOCUMENTS.contains(type.getSimpleName());
  }

  private static Arbitrary<Record> recordOf(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<Arbitrary<Object>> values =
        Arrays.stream(components).map(c -> value(c.getAnnotatedType())).toList();
    return net.jqwik.api.Combinators.combine(values).as(arguments -> create(type, arguments));
  }

  private static Record create(Class<?> type, List<Object> arguments) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (Record) constructor.newInstance(arguments.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Arbitrary<Object> value(AnnotatedType annotated) {
    Arbitrary<Object> present = present(annotated).asGeneric();
    return annotated.isAnnotationPresent(Nullable.class) ? present.injectNull(0.3) : present;
  }

  private static Arbitrary<?> present(AnnotatedType annotated) {
    if (annotated instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      Class<?> raw =
          (Class<?>) ((java.lang.reflect.ParameterizedType) generic.getType()).getRawType();
      if (raw == List.class) {
        return value(arguments[0]).list().ofMaxSize(3);
      }
      if (raw == Page.class) {
        return net.jqwik.api.Combinators.combine(
                value(arguments[0]).list().ofMaxSize(3), texts().injectNull(0.3))
            .as(Page::new);
      }
      return Arbitraries.maps(present(arguments[0]), value(arguments[1])).ofMaxSize(3);
    }
    Class<?> type = (Class<?>) annotated.getType();
    if (type == String.class) {
      return texts();
    }
    if (type == int.class || type == Integer.class) {
      return Arbitraries.integers();
    }
    if (type == long.class || type == Long.class) {
      return Arbitraries.longs();
    }
    if (type == double.class || type == Double.class) {
      return numbers();
    }
    if (type == boolean.class || type == Boolean.class) {
      return Arbitraries.of(true, false);
    }
    if (type == Instant.class) {
      return instants();
    }
    if (type == Object.class) {
      return Arbitraries.oneOf(texts(), numbers(), Arbitraries.integers(), Arbitraries.of(true));
    }
    if (type.isSealed()) {
      return Arbitraries.of(type.getPermittedSubclasses()).flatMap(ContractRoundTripTest::recordOf);
    }
    return recordOf(type);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('\0', '\uD7FF')
        .withCharRange('\uE000', '\uFFFF')
        .ofMaxLength(6);
  }

  private static Arbitrary<Double> numbers() {
    return Arbitraries.doubles().ofScale(6);
  }

  private static Arbitrary<Instant> instants() {
    return DateTimes.instants();
  }
}
