package io.tributary.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.standalone.cli.TributaryCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the real script. Left uncovered: what it does after a build, which end-to-end tests do. */
class LauncherScriptTest {
  private static final Path ROOT = Installation.find().root();

  @TempDir Path directory;

  private record Ended(int status, String text) {}

  @Test
  void helpNamesEveryCommandThatTheCommandLineHas() throws Exception {
    Ended help = tributary(List.of("--help"));

    assertThat(help.status()).isZero();
    for (String command : TributaryCommand.commandNames()) {
      assertThat(help.text()).contains("\n  " + command);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "bench", "cluster"})
  void commandsOfTheScriptItselfHaveHelp(String command) throws Exception {
    Ended help = tributary(List.of(command, "--help"));

    assertThat(help.status()).isZero();
    assertThat(help.text()).startsWith("Usage: tributary " + command);
  }

  @Test
  void everyCommandOfTheCommandLineIsPassedOn() throws IOException {
    String script = Files.readString(ROOT.resolve("tributary"));

    assertThat(TributaryCommand.commandNames())
        .allSatisfy(
            name -> assertThat(script).containsPattern("(?m)^    .*\\b" + name + "\\b.*\\)$"));
  }

  @Test
  void anUnknownCommandIsNamedAndIsStatusTwo() throws Exception {
    Ended ended = tributary(List.of("trian"));

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.text()).contains("there is no command 'trian'").contains("--help");
  }

  @Test
  void noCommandIsStatusTwoWithTheHelp() throws Exception {
    Ended ended = tributary(List.of());

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.text()).contains("Usage: tributary");
  }

  @Test
  void withoutAJdkItSaysInOneSentenceWhatToInstall() throws Exception {
    Ended ended = tributaryIn(scriptThatLooksOnlyIn(directory.resolve("nothing")), "up");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.text().lines()).hasSize(1);
    assertThat(ended.text()).contains("no JDK 21 or newer").contains("install one");
  }

  @Test
  void aJdkThatIsTooOldIsNoJdk() throws Exception {
    Path places = directory.resolve("jvm");
    fakeJdk(places.resolve("jdk-17"), "17.0.15");

    Ended ended = tributaryIn(scriptThatLooksOnlyIn(places), "up");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.text()).contains("no JDK 21 or newer");
  }

  @Test
  void theNewestJdkIsChosen() throws Exception {
    Path places = directory.resolve("jvm");
    fakeJdk(places.resolve("a-21"), "21.0.4");
    fakeJdk(places.resolve("b-25"), "25.0.1");
    fakeJdk(places.resolve("c-17"), "17.0.15");

    Path script = scriptThatLooksOnlyIn(places);
    Files.writeString(script, Files.readString(script).replace("\nmain \"$@\"\n", "\nfind_jdk\n"));

    assertThat(bash(List.of(script.toString())).text().strip())
        .isEqualTo(places.resolve("b-25").toString());
  }

  private static void fakeJdk(Path jdk, String version) throws IOException {
    for (String program : List.of("java", "javac")) {
      Path file = Files.createDirectories(jdk.resolve("bin")).resolve(program);
      Files.writeString(file, "#!/bin/sh\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  /** The script with the places of JDKs replaced, because this machine has one. */
  private Path scriptThatLooksOnlyIn(Path places) throws IOException {
    String script = Files.readString(ROOT.resolve("tributary"));
    Path copy = directory.resolve("tributary");
    Files.writeString(
        copy,
        script
            .replace("/usr/lib/jvm/*", places + "/*")
            .replace("/opt/java/*", "")
            .replace("/Library/Java/JavaVirtualMachines/*/Contents/Home", ""));
    return copy;
  }

  private Ended tributary(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("tributary").toString()));
    command.addAll(arguments);
    return bash(command);
  }

  private Ended tributaryIn(Path script, String command) throws Exception {
    return bash(List.of(script.toString(), command));
  }

  /** With the plainest programs only: neither a JDK nor Maven is on the path. */
  private Ended bash(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/bash"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", plainPath().toString());
    builder.environment().put("HOME", directory.toString());
    builder.environment().remove("JAVA_HOME");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }

  private Path plainPath() throws IOException {
    Path path = Files.createDirectories(directory.resolve("path"));
    for (String program : List.of("dirname", "readlink", "sed", "head", "cat", "find")) {
      Path wrapper = path.resolve(program);
      Files.writeString(wrapper, "#!/bin/sh\nexec " + locate(program) + " \"$@\"\n");
      assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    }
    return path;
  }

  private static Path locate(String program) {
    return List.of("/usr/bin", "/bin").stream()
        .map(place -> Path.of(place, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
