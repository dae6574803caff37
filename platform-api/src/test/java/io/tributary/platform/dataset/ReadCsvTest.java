package io.tributary.platform.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV files as users have them, without a word about them in a spec. */
class ReadCsvTest {
  @TempDir Path folder;

  @Test
  void columnsAlignedBySpacesWithATextAfterATab() {
    ReadFiles read =
        read(
            """
              18.0   8   307.0  \t"chevrolet chevelle"
              9.5    4   ?      \t"vw "
             21.0    6   200.0  \tford
            """);

    assertThat(read.types())
        .containsExactly("c1:numeric", "c2:numeric", "c3:numeric", "c4:categorical");
    assertThat(read.column("c3")).containsExactly(307.0, null, 200.0);
    assertThat(read.column("c4")).containsExactly("chevrolet chevelle", "vw", "ford");
  }

  @Test
  void quotedNamesWithSpacesBeforeThem() {
    ReadFiles read =
        read("\"fixed acidity\", \"quality, total\"\n7.4, \"good\"\n7.8, \"so, so\"\n");

    assertThat(read.types()).containsExactly("fixed acidity:numeric", "quality, total:categorical");
    assertThat(read.column("quality, total")).containsExactly("good", "so, so");
  }

  @Test
  void lettersWithoutAHeaderAreNoHeader() {
    ReadFiles read = read("p,x,n\ne,x,y\np,f,n\ne,x,n\n");

    assertThat(read.types()).containsExactly("c1:categorical", "c2:categorical", "c3:categorical");
    assertThat(read.column("c1")).containsExactly("p", "e", "p", "e");
  }

  @Test
  void semicolonsWithDecimalCommas() {
    ReadFiles read = read("name;price;share\nfirst;1,5;0,25\nsecond;-12,75;1\nthird;;,5\n");

    assertThat(read.types()).containsExactly("name:categorical", "price:numeric", "share:numeric");
    assertThat(read.column("price")).containsExactly(1.5, -12.75, null);
    assertThat(read.column("share")).containsExactly(0.25, 1.0, 0.5);
  }

  @Test
  void commasThatMayBeThousandsStayTexts() {
    assertThat(read("a;b\n1,234;x\n5,678;y\n").types())
        .containsExactly("a:categorical", "b:categorical");
    assertThat(read("a;b\n1,5;1.5\n2,5;2.5\n").types())
        .containsExactly("a:categorical", "b:numeric");
  }

  @Test
  void labelsAsTextAtTheEndOfRowsWithoutHeader() {
    ReadFiles read = read("5.1,3.5,Iris-setosa\r\n4.9,?,Iris-virginica\r\n\r\n");

    assertThat(read.types()).containsExactly("c1:numeric", "c2:numeric", "c3:categorical");
    assertThat(read.column("c2")).containsExactly(3.5, null);
    assertThat(read.column("c3")).containsExactly("Iris-setosa", "Iris-virginica");
  }

  private ReadFiles read(String text) {
    return ReadFiles.of(folder, text.getBytes(UTF_8));
  }
}
