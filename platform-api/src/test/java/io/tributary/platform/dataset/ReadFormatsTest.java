package io.tributary.platform.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.tributary.client.dataset.ColumnSpec;
import io.tributary.client.dataset.ColumnView;
import io.tributary.client.dataset.DatasetSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each format's values become. That any values survive, {@link SurvivingTablesTest} holds. */
class ReadFormatsTest {
  @TempDir Path folder;

  @Test
  void zstdIsUnpackedWhateverIsInIt() {
    byte[] csv = "a,b\n1,x\n".getBytes(UTF_8);

    assertThat(read(Zstd.compress(csv)).table()).isEqualTo(read(csv).table());
    assertThat(read(Zstd.compress(NpyBytes.doubles(1, 2, 3, 4))).column("c2")).containsExactly(4.0);
  }

  @Test
  void jsonLinesAreColumnsInTheOrderInWhichTheyOccur() {
    ReadFiles read =
        read(
            """
            {"n": 1, "t": "x", "b": true, "o": {"p": {"q": 2.5}}, "id": 9007199254740993}

            {"late": -1e3, "t": "12", "n": null, "b": false}
            """);

    assertThat(read.types())
        .containsExactly(
            "n:numeric",
            "t:categorical",
            "b:categorical",
            "o.p.q:numeric",
            "id:categorical",
            "late:numeric");
    assertThat(read.column("n")).containsExactly(1.0, null);
    assertThat(read.column("t")).containsExactly("x", "12");
    assertThat(read.column("b")).containsExactly("true", "false");
    assertThat(read.column("o.p.q")).containsExactly(2.5, null);
    assertThat(read.column("id")).containsExactly("9007199254740993", null);
    assertThat(read.column("late")).containsExactly(null, -1000.0);
  }

  @Test
  void theSpecOverrulesTheTypesOfAFile() {
    DatasetSpec spec =
        new DatasetSpec(
            "x",
            null,
            null,
            null,
            List.of(
                new ColumnSpec("t", "numeric", "label"), new ColumnSpec("n", "categorical", null)));

    ReadFiles read =
        ReadFiles.of(
            folder,
            spec,
            "{\"t\": \"12\", \"n\": 7}\n{\"t\": \"many\", \"n\": 8}\n{\"t\": \"1\", \"n\": 8.5}\n"
                .getBytes(UTF_8));

    assertThat(read.column("t")).containsExactly(12.0, 1.0);
    assertThat(read.column("n")).containsExactly("7", "8.5");
    assertThat(read.content().rejectedRows()).isEqualTo(1);
    assertThat(read.content().rejected().getFirst().line()).isEqualTo(2);
    assertThat(read.content().columns().getFirst().role()).isEqualTo("label");
  }

  @Test
  void arffKeepsItsTypes() {
    ReadFiles read =
        read(
            """
            % a comment
            @RELATION 'weather, today'
            @attribute 'outside air' {sunny, 'partly cloudy', "it's"}
            @attribute temperature REAL
            @attribute note string
            @attribute code {1,2}
            @attribute seen date "yyyy-MM-dd"

            @DATA
            sunny, 1.5, 'NA', 1, 2020-01-02
            % in between
            'partly cloudy',?,'a, \\'b\\'',2,?
            "it's", -2e3, ?, 1, 2020-01-03
            rain, 1, x, 1, 2020-01-03
            """);

    assertThat(read.types())
        .containsExactly(
            "outside air:categorical",
            "temperature:numeric",
            "note:categorical",
            "code:categorical",
            "seen:datetime");
    assertThat(read.column("outside air")).containsExactly("sunny", "partly cloudy", "it's");
    assertThat(read.column("temperature")).containsExactly(1.5, null, -2000.0);
    assertThat(read.column("note")).containsExactly("NA", "a, 'b'", null);
    assertThat(read.column("seen"))
        .containsExactly("2020-01-02T00:00:00Z", null, "2020-01-03T00:00:00Z");
    assertThat(read.content().rejected().getFirst().reason())
        .isEqualTo("attribute outside air: 'rain' is none of its values");
  }

  @Test
  void numpyArraysAreColumnsAndTheirLabelsMayComeFirst() {
    byte[] features = NpyBytes.doubles(2, 2, 1, Double.NaN, -0.0, 1e-300);
    byte[] texts = "setosa".getBytes(Charset.forName("UTF-32LE"));
    byte[] labels = NpyBytes.file("<U6", "(2,)", Arrays.copyOf(texts, 48));

    ReadFiles read = read(labels, features);

    assertThat(read.types()).containsExactly("c1:numeric", "c2:numeric", "label:categorical");
    assertThat(read.column("c1")).containsExactly(1.0, -0.0);
    assertThat(read.column("c2")).containsExactly(null, 1e-300);
    assertThat(read.column("label")).containsExactly("setosa", "");
    assertThat(read.content().columns().getLast().role()).isEqualTo("label");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<f2", ">f4", "<f4", ">i2", "|i1", "<u4", ">u8", "<i8"})
  void numpyNumbersOfAllKindsAreRead(String descr) {
    ByteOrder order = descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer values = ByteBuffer.allocate(16).order(order);
    switch (descr.substring(1)) {
      case "f2" -> values.putShort(Float.floatToFloat16(3)).putShort(Float.floatToFloat16(7));
      case "f4" -> values.putFloat(3).putFloat(7);
      case "i2" -> values.putShort((short) 3).putShort((short) 7);
      case "i1" -> values.put((byte) 3).put((byte) 7);
      case "u4" -> values.putInt(3).putInt(7);
      default -> values.putLong(3).putLong(7);
    }
    byte[] file = NpyBytes.file(descr, "(2,)", Arrays.copyOf(values.array(), values.position()));

    assertThat(read(file).column("c1")).containsExactly(3.0, 7.0);
  }

  @Test
  void wholeNumbersBeyondTheExactOnesStayDifferent() {
    ByteBuffer values = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    values.putLong((1L << 53) + 1).putLong(1L << 53);

    assertThat(read(NpyBytes.file("<i8", "(2,)", values.array())).column("c1"))
        .containsExactly("9007199254740993", "9007199254740992");
    assertThat(read("id,n\n9007199254740993,1\n9007199254740992,2\n").types())
        .containsExactly("id:categorical", "n:numeric");
  }

  @Test
  void numpyBytesOfManyDimensionsAreAVector() {
    ReadFiles read = read(NpyBytes.file("|u1", "(2, 1, 3)", new byte[] {0, 1, -1, 3, 4, 5}));

    assertThat(read.column("pixels")).containsExactly(List.of(0, 1, 255), List.of(3, 4, 5));
    assertThat(read.content().columns().getFirst().image()).containsExactly(1, 3, 1);
    assertThat(read.content().columns().getFirst().width()).isEqualTo(3);
  }

  @Test
  void imagesAreNamedAfterTheirFolders() {
    ReadFiles read =
        read(
            new ZipBytes()
                .add("set/cat/1.png", ZipBytes.grey(2, 2, 10))
                .add("set/dog/1.PNG", ZipBytes.grey(2, 2, 250))
                .add("__MACOSX/set/cat/._1.png", new byte[3])
                .add("set/cat/Thumbs.db", new byte[3])
                .file());

    assertThat(read.types()).containsExactly("pixels:vector", "label:categorical");
    assertThat(read.column("pixels"))
        .containsExactly(List.of(10, 11, 12, 13), List.of(250, 251, 252, 253));
    assertThat(read.column("label")).containsExactly("cat", "dog");
    assertThat(read.content().columns())
        .extracting(ColumnView::role)
        .containsExactly(null, "label");
  }

  @Test
  void colourImagesHaveThreeChannelsSideBySide() {
    byte[] png = ZipBytes.colour(2, 1, 0x010203, "png");
    byte[] jpeg = ZipBytes.colour(2, 1, 0x808080, "jpeg");

    ReadFiles read = read(new ZipBytes().add("a/1.png", png).add("b/2.jpg", jpeg).file());

    assertThat(read.column("pixels").getFirst()).isEqualTo(List.of(1, 2, 3, 1, 2, 3));
    assertThat(read.content().columns().getFirst().image()).containsExactly(1, 2, 3);
    assertThat(read.column("pixels").getLast()).isEqualTo(List.of(128, 128, 128, 128, 128, 128));
  }

  @Test
  void imagesWithAPaletteOfGreyHaveOneChannel() {
    BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    bits.setRGB(1, 0, 0xFFFFFF);

    ReadFiles read = read(new ZipBytes().add("a/1.png", ZipBytes.encoded(bits, "png")).file());

    assertThat(read.column("pixels")).containsExactly(List.of(0, 255));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "values.parquet",
        "values-zstd.parquet",
        "values-gzip.parquet",
        "values-lz4.parquet"
      })
  void parquetHoldsTheSameAsTheJsonLinesWrittenBesideIt(String name) throws IOException {
    ReadFiles parquet = read(fixture(name));
    ReadFiles json = read(fixture("values.jsonl.gz"));

    assertThat(parquet.types()).isEqualTo(json.types());
    assertThat(parquet.content().rows()).isEqualTo(3000);
    assertThat(parquet.table()).isEqualTo(json.table());
    assertThat(parquet.content().columns()).anyMatch(c -> c.name().equals("place.at.x"));
  }

  @Test
  void severalParquetFilesAreOneTable() throws IOException {
    byte[] file = fixture("values.parquet");

    ReadFiles twice = read(file, file);

    assertThat(twice.content().rows()).isEqualTo(6000);
    assertThat(twice.column("n").get(3000)).isEqualTo(1.0);
  }

  private ReadFiles read(String text) {
    return read(text.getBytes(UTF_8));
  }

  private ReadFiles read(byte[]... files) {
    return ReadFiles.of(folder, files);
  }

  static byte[] fixture(String name) throws IOException {
    try (InputStream in = ReadFormatsTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no fixture " + name);
      }
      return in.readAllBytes();
    }
  }
}
