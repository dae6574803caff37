package io.tributary.platform.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.tributary.platform.PlatformTest;
import io.tributary.platform.dataset.Upload.Answer;
import io.tributary.platform.security.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/**
 * Mistakes in other formats than CSV and IDX: each gets its code and its place, and nothing is left
 * behind.
 */
@PlatformTest
class RefusedFormatsTest {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient database;
  @Autowired DatasetSettings settings;
  String token;
  List<Long> before;

  @BeforeEach
  void countWhatIsStored() {
    token = new Api(mvc).signIn("admin", PlatformTest.ADMIN_PASSWORD);
    before = stored();
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    assertThat(stored()).isEqualTo(before);
    Path folder = settings.folder();
    if (Files.exists(folder)) {
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void aZstdFileThatIsCutOrABomb() {
    byte[] whole =
        Zstd.compress(
            IntStream.range(0, 50_000)
                .mapToObj(i -> i + "," + i % 13)
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8));
    byte[] bomb = Zstd.compress("0\n".repeat(20 << 20).getBytes(UTF_8));

    Answer cut = refused("DATASET_DAMAGED_ZSTD", "c.csv.zst", Arrays.copyOf(whole, 5000));
    assertThat(cut.text("detail")).contains("c.csv.zst is zstd, but damaged or cut");
    refused("DATASET_TOO_LARGE", "b.csv.zst", bomb);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1}|{"a": 2          ~ DATASET_DAMAGED_FILE        ~ line 2, column 8
          {"a": 1} {"a": 2}         ~ DATASET_DAMAGED_FILE        ~ line 1, column 10
          {"a": 1}|[1, 2]           ~ DATASET_UNSUPPORTED_CONTENT ~ line 2
          {"a": 1}|7                ~ DATASET_UNSUPPORTED_CONTENT ~ line 2
          [{"a": 1}, {"a": 2}]      ~ DATASET_UNSUPPORTED_CONTENT ~ line 1
          {"a": 1}|{"a": [1, 2]}    ~ DATASET_UNSUPPORTED_CONTENT ~ line 2
          {"a": 1, "a": 2}          ~ DATASET_DAMAGED_FILE        ~ line 1, column 13
          {"a.b": 1, "a": {"b": 2}} ~ DATASET_UNSUPPORTED_CONTENT ~ line 1
          {"a": 1}|{"a": NaN}       ~ DATASET_NOT_FINITE          ~ line 2
          {"a": 1}|{"a": 1e999}     ~ DATASET_NOT_FINITE          ~ line 2
          {"a": "x"}|{"a": "\\ud800"} ~ DATASET_NOT_TEXT          ~ line 2
          {"": 1}                   ~ DATASET_UNSUPPORTED_CONTENT ~ line 1
          {}|{}                     ~ DATASET_EMPTY               ~
          """)
  void jsonLines(String file, String code, String place) {
    Answer answer = refused(code, "a.jsonl", file.replace('|', '\n').getBytes(UTF_8));

    assertThat(answer.fields()).isEqualTo(place == null ? List.of() : List.of(place));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          @relation r|@attribute a real                       ~ DATASET_DAMAGED_FILE        ~ a.arff
          @relation r|@data|1                                 ~ DATASET_DAMAGED_FILE        ~ a.arff
          @relation r|@attribute a integers|@data|1           ~ DATASET_DAMAGED_FILE        ~ line 2, column 1
          @relation r|@attribute a {x, y|@data|x              ~ DATASET_DAMAGED_FILE        ~ line 2, column 18
          @relation r|@attribute a real|@data|'1              ~ DATASET_DAMAGED_FILE        ~ line 4, column 1
          @relation r|@attribute a real|@data|{0 1}           ~ DATASET_UNSUPPORTED_CONTENT ~ line 4
          @relation r|@attribute a real|@attribute a real|@data|1,2 ~ DATASET_INVALID_COLUMNS ~ @attribute
          @relation r|@attribute a real|@data|x               ~ DATASET_ROWS_REJECTED       ~ line 4
          @relation r|@attribute a real|@data|inf             ~ DATASET_NOT_FINITE          ~ line 4
          @relation r|@attribute a real|@data                 ~ DATASET_EMPTY               ~
          """)
  void arff(String file, String code, String place) {
    Answer answer = refused(code, "a.arff", file.replace('|', '\n').getBytes(UTF_8));

    assertThat(answer.fields()).isEqualTo(place == null ? List.of() : List.of(place));
  }

  @Test
  void textFormatsInAnotherEncoding() {
    refused("DATASET_NOT_TEXT", "l.jsonl", "{\"a\": \"M\u00fcller\"}\n".getBytes(ISO_8859_1));
    refused("DATASET_NOT_TEXT", "l.arff", "@relation M\u00fcller\n".getBytes(ISO_8859_1));
  }

  @Test
  void aHundredThousandColumns() {
    String members =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "\"c" + i + "\": 1")
            .collect(Collectors.joining(",", "{", "}"));
    String attributes =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "@attribute c" + i + " real\n")
            .collect(Collectors.joining("", "@relation r\n", "@data\n"));

    refused("DATASET_INVALID_COLUMNS", "w.jsonl", members.getBytes(UTF_8));
    refused("DATASET_INVALID_COLUMNS", "w.arff", attributes.getBytes(UTF_8));
    refused("DATASET_INVALID_COLUMNS", "w.npy", NpyBytes.doubles(1, 100_000, new double[100_000]));
  }

  @Test
  void numpyFilesThatAreDamagedOrOfAnotherKind() {
    byte[] whole = NpyBytes.doubles(3, 2, 1, 2, 3, 4, 5, 6);

    refused("DATASET_DAMAGED_FILE", "n.npy", Arrays.copyOf(whole, whole.length - 3));
    refused("DATASET_DAMAGED_FILE", "n.npy", Arrays.copyOf(whole, 20));
    refused("DATASET_DAMAGED_FILE", "n.npy", Arrays.copyOf(whole, 7));
    refused(
        "DATASET_DAMAGED_FILE",
        "n.npy",
        NpyBytes.file("<f8", "(99999999999, 99999999)", new byte[8]));
    refused("DATASET_UNSUPPORTED_CONTENT", "o.npy", NpyBytes.file("|O", "(1,)", new byte[8]));
    refused("DATASET_UNSUPPORTED_CONTENT", "s.npy", NpyBytes.file("<f8", "()", new byte[8]));
    refused("DATASET_EMPTY", "e.npy", NpyBytes.file("<f8", "(0, 3)", new byte[0]));
    Answer byColumn =
        refused(
            "DATASET_UNSUPPORTED_CONTENT",
            "f.npy",
            NpyBytes.file("'descr': '<f8', 'fortran_order': True, 'shape': (1, 2)", new byte[16]));
    assertThat(byColumn.text("advice")).contains("np.ascontiguousarray");
    Answer infinite =
        refused("DATASET_NOT_FINITE", "i.npy", NpyBytes.doubles(2, 1, 1, Double.NEGATIVE_INFINITY));
    assertThat(infinite.fields()).containsExactly("row 2");
  }

  @Test
  void numpyArraysThatDoNotFitTogether() {
    byte[] three = NpyBytes.doubles(3, 2, 1, 2, 3, 4, 5, 6);

    Answer answer =
        refused(
            "DATASET_DAMAGED_FILE",
            Upload.of().file("x.npy", three).file("y.npy", NpyBytes.doubles(2, 1, 1, 2)));
    assertThat(answer.text("detail")).contains("holds 2 labels for the 3 rows of x.npy");
    refused("DATASET_UNSUPPORTED_CONTENT", Upload.of().file("x", three).file("y", three));
  }

  @Test
  void imagesOfAnotherSizeOrOtherChannels() {
    byte[] first = ZipBytes.grey(4, 4, 0);

    Answer size =
        refused(
            "DATASET_UNEQUAL_IMAGES",
            "s.zip",
            new ZipBytes().add("a/1.png", first).add("b/2.png", ZipBytes.grey(5, 4, 0)).file());
    assertThat(size.text("detail"))
        .isEqualTo(
            "s.zip: entry 'b/2.png' is 5 x 4 pixels with 1 channel, but entry 'a/1.png' is 4 x 4"
                + " pixels with 1 channel.");
    refused(
        "DATASET_UNEQUAL_IMAGES",
        "c.zip",
        new ZipBytes()
            .add("a/1.png", first)
            .add("b/2.png", ZipBytes.colour(4, 4, 7, "png"))
            .file());
  }

  @ParameterizedTest
  @CsvSource({
    "../../etc/1.png, DATASET_UNSUPPORTED_CONTENT",
    "/etc/1.png, DATASET_UNSUPPORTED_CONTENT",
    "C:\\1.png, DATASET_UNSUPPORTED_CONTENT",
    "1.png, DATASET_UNSUPPORTED_CONTENT",
    "a/inner.zip, DATASET_UNSUPPORTED_CONTENT",
    "a/notes.txt, DATASET_UNSUPPORTED_CONTENT",
  })
  void entriesThatAreNoImagesInFolders(String name, String code) {
    byte[] zip =
        new ZipBytes().add("a/0.png", ZipBytes.grey(2, 2, 0)).add(name, new byte[9]).file();

    Answer answer = refused(code, "z.zip", zip);

    assertThat(answer.fields()).containsExactly("entry '" + name + "'");
  }

  @Test
  void imagesThatDoNotDecode() {
    byte[] image = ZipBytes.grey(64, 64, 0);
    byte[] cut = Arrays.copyOf(image, image.length / 2);

    for (byte[] damaged : List.of(cut, new byte[100], Arrays.copyOf(image, 20))) {
      Answer answer =
          refused(
              "DATASET_DAMAGED_FILE",
              "d.zip",
              new ZipBytes().add("a/0.png", image).add("a/1.png", damaged).file());
      assertThat(answer.fields()).containsExactly("entry 'a/1.png'");
    }
  }

  @Test
  void aZipFileThatIsCutOrEmptyOrABomb() {
    ZipBytes bomb = new ZipBytes().add("a/0.png", ZipBytes.grey(2, 2, 0));
    byte[] padded = Arrays.copyOf(ZipBytes.grey(2, 2, 0), 4 << 20);
    IntStream.range(1, 20).forEach(i -> bomb.add("a/" + i + ".png", padded));
    ZipBytes many = new ZipBytes();
    IntStream.range(0, 500).forEach(i -> many.add("a/" + i + ".png", ZipBytes.grey(2, 2, i % 9)));
    byte[] whole = many.file();

    refused("DATASET_TOO_LARGE", "b.zip", bomb.file());
    refused("DATASET_TOO_LARGE", "h.zip", new ZipBytes().add("a/0.png", hugeHeader()).file());
    refused("DATASET_DAMAGED_FILE", "c.zip", Arrays.copyOf(whole, whole.length / 2));
    refused("DATASET_DAMAGED_FILE", "e.zip", Arrays.copyOf(whole, whole.length - 10));
    refused("DATASET_EMPTY", "n.zip", new ZipBytes().file());
    refused("DATASET_EMPTY", "n.zip", new ZipBytes().add("a/", new byte[0]).file());
  }

  /** A picture that says of itself that it is 60,000 pixels wide and high. */
  private static byte[] hugeHeader() {
    byte[] image = ZipBytes.grey(2, 2, 0);
    image[18] = (byte) 0xEA;
    image[19] = 0x60;
    image[22] = (byte) 0xEA;
    image[23] = 0x60;
    CRC32 checksum = new CRC32();
    checksum.update(image, 12, 17);
    for (int i = 0; i < 4; i++) {
      image[29 + i] = (byte) (checksum.getValue() >> 8 * (3 - i));
    }
    return image;
  }

  @Test
  void parquetThatIsDamagedOrHoldsWhatATableCannot() throws IOException {
    byte[] whole = ReadFormatsTest.fixture("values.parquet");
    byte[] changed = whole.clone();
    Arrays.fill(changed, 2000, 6000, (byte) 0x55);

    refused("DATASET_DAMAGED_FILE", "t.parquet", Arrays.copyOf(whole, whole.length / 2));
    refused("DATASET_DAMAGED_FILE", "s.parquet", Arrays.copyOf(whole, 4));
    refused("DATASET_DAMAGED_FILE", "c.parquet", changed);
    refused("DATASET_EMPTY", "e.parquet", ReadFormatsTest.fixture("empty.parquet"));
    refused("DATASET_INVALID_COLUMNS", "d.parquet", ReadFormatsTest.fixture("duplicate.parquet"));
    Answer list =
        refused(
            "DATASET_UNSUPPORTED_CONTENT", "l.parquet", ReadFormatsTest.fixture("list.parquet"));
    assertThat(list.fields()).containsExactly("column list");
    refused("DATASET_UNSUPPORTED_CONTENT", "b.parquet", ReadFormatsTest.fixture("bytes.parquet"));
  }

  @Test
  void aFormatThatTheFileDoesNotHave() throws IOException {
    byte[] parquet = ReadFormatsTest.fixture("values.parquet");
    byte[] csv = "a\n1\n".getBytes(UTF_8);

    for (String format : List.of("arff", "npy", "parquet", "images", "jsonl")) {
      refused(
          "DATASET_DAMAGED_FILE",
          Upload.of().file("a.csv", csv).spec("{\"format\": \"" + format + "\"}"));
    }
    refused(
        "DATASET_NOT_TEXT", Upload.of().file("p.parquet", parquet).spec("{\"format\": \"jsonl\"}"));
  }

  private Answer refused(String code, String name, byte[] file) {
    return refused(code, Upload.of().file(name, file));
  }

  private Answer refused(String code, Upload upload) {
    Answer answer = upload.send(mvc, token);
    assertThat(answer.text("code")).as(answer.body().toString()).isEqualTo(code);
    assertThat(answer.status()).isEqualTo(code.equals("DATASET_TOO_LARGE") ? 413 : 422);
    assertThat(answer.text("detail")).isNotBlank();
    assertThat(answer.text("advice")).isNotBlank();
    return answer;
  }

  private List<Long> stored() {
    return Stream.of("dataset", "dataset_blob", "rejected_row", "dataset_upload_key")
        .map(table -> database.sql("select count(*) from " + table).query(Long.class).single())
        .toList();
  }
}
