package io.tributary.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.platform.MovableClock;
import io.tributary.platform.PlatformTest;
import io.tributary.platform.security.Api.Answer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@PlatformTest
class SignInTest {
  @Autowired MockMvc mvc;
  @Autowired MovableClock clock;
  @Autowired JdbcClient database;
  Api api;

  @BeforeEach
  void startAnHourLater() {
    api = new Api(mvc);
    clock.advance(Duration.ofHours(2));
  }

  @Test
  void aSignInGivesATokenThatOpensTheApi() {
    String token = api.signIn("admin", PlatformTest.ADMIN_PASSWORD);

    Answer session = api.get("/api/v1/session", token);

    assertThat(session.status()).isEqualTo(200);
    assertThat(session.text("username")).isEqualTo("admin");
    assertThat(session.text("role")).isEqualTo("admin");
    assertThat(session.text("token")).isEmpty();
  }

  @Test
  void aSignOutEndsTheSession() {
    String token = api.signIn("admin", PlatformTest.ADMIN_PASSWORD);

    assertThat(api.delete("/api/v1/session", token).status()).isEqualTo(204);

    Answer after = api.get("/api/v1/session", token);
    assertThat(after.status()).isEqualTo(401);
    assertThat(after.code()).isEqualTo("UNAUTHENTICATED");
    assertThat(after.response().getHeader("WWW-Authenticate")).contains("invalid_token");
  }

  @Test
  void aSessionEndsTwelveHoursAfterItsLastUse() {
    String token = api.signIn("admin", PlatformTest.ADMIN_PASSWORD);

    clock.advance(Duration.ofHours(11));
    assertThat(api.get("/api/v1/session", token).status()).isEqualTo(200);
    clock.advance(Duration.ofHours(11));
    assertThat(api.get("/api/v1/session", token).status()).isEqualTo(200);
    clock.advance(Duration.ofHours(12).plusSeconds(1));
    assertThat(api.get("/api/v1/session", token).status()).isEqualTo(401);
  }

  @Test
  void aSessionInUseEndsSevenDaysAfterSignIn() {
    String token = api.signIn("admin", PlatformTest.ADMIN_PASSWORD);

    for (int i = 0; i < 7 * 24 / 8 - 1; i++) {
      clock.advance(Duration.ofHours(8));
      assertThat(api.get("/api/v1/session", token).status()).isEqualTo(200);
    }
    clock.advance(Duration.ofHours(8).plusSeconds(1));
    assertThat(api.get("/api/v1/session", token).status()).isEqualTo(401);
  }

  @Test
  void anUnknownNameGetsTheAnswerOfAWrongPassword() {
    Answer unknown = signInFrom("10.0.0.1", "nobody-at-all", "some wrong password");
    Answer wrong = signInFrom("10.0.0.1", "admin", "some wrong password");

    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
  }

  @Test
  void guessingIsSlowedDownAndSaysForHowLong() {
    for (int i = 0; i < 5; i++) {
      assertThat(signInFrom("10.0.0.2", "guessed", "wrong password").status()).isEqualTo(401);
    }
    Answer first = signInFrom("10.0.0.2", "guessed", "wrong password");
    assertThat(first.status()).isEqualTo(429);
    assertThat(first.code()).isEqualTo("TOO_MANY_REQUESTS");
    assertThat(first.response().getHeader("Retry-After")).isEqualTo("1");

    clock.advance(Duration.ofSeconds(1));
    assertThat(signInFrom("10.0.0.2", "guessed", "wrong password").status()).isEqualTo(401);
    assertThat(signInFrom("10.0.0.2", "guessed", "wrong").response().getHeader("Retry-After"))
        .isEqualTo("2");
  }

  @Test
  void somebodyElsesGuessesDoNotLockAUserOut() {
    assertThat(signInFrom("10.0.0.3", "admin", PlatformTest.ADMIN_PASSWORD).status())
        .isEqualTo(201);
    for (int i = 0; i < 5; i++) {
      signInFrom("10.0.0.4", "admin", "wrong password");
    }

    assertThat(signInFrom("10.0.0.4", "admin", PlatformTest.ADMIN_PASSWORD).status())
        .isEqualTo(429);
    assertThat(signInFrom("10.0.0.3", "admin", PlatformTest.ADMIN_PASSWORD).status())
        .isEqualTo(201);
    clock.advance(Duration.ofHours(2));
  }

  @Test
  void anAddressThatTriesManyNamesIsSlowedDown() {
    for (int i = 0; i < 20; i++) {
      assertThat(signInFrom("10.0.0.5", "name-" + i, "wrong password").status()).isEqualTo(401);
    }
    assertThat(signInFrom("10.0.0.5", "name-20", "wrong password").status()).isEqualTo(429);
    assertThat(signInFrom("10.0.0.6", "name-20", "wrong password").status()).isEqualTo(401);
  }

  @Test
  void missingFieldsAreNamed() {
    Answer answer = api.post("/api/v1/session", null, Map.of("username", "admin"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("violations").path(0).path("field").asString())
        .isEqualTo("password");
  }

  @Test
  void neitherPasswordsNorTokensAreStoredReadable() {
    String token = api.signIn("admin", PlatformTest.ADMIN_PASSWORD);

    assertThat(database.sql("select password_hash from platform_user").query(String.class).list())
        .allMatch(hash -> hash.startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$"));
    List<byte[]> hashes = database.sql("select token_hash from session").query(byte[].class).list();
    assertThat(hashes).allMatch(hash -> hash.length == 32).isNotEmpty();
    assertThat(hashes.stream().map(HexFormat.of()::formatHex)).noneMatch(token::contains);
  }

  @Test
  void signInsAreAudited() {
    api.signIn("admin", PlatformTest.ADMIN_PASSWORD);
    signInFrom("10.0.0.7", "audited", "wrong password");

    assertThat(outcomes("admin")).contains("SUCCEEDED");
    assertThat(outcomes("audited")).containsExactly("REFUSED");
    assertThat(
            database
                .sql("select ip from audit_event where actor = 'audited'")
                .query(String.class)
                .single())
        .isEqualTo("10.0.0.7");
  }

  private List<String> outcomes(String actor) {
    return database
        .sql("select outcome from audit_event where actor = :actor and action = 'session.open'")
        .param("actor", actor)
        .query(String.class)
        .list();
  }

  private Answer signInFrom(String address, String username, String password) {
    return api.sendFrom(
        address,
        HttpMethod.POST,
        "/api/v1/session",
        null,
        Map.of("username", username, "password", password));
  }
}
