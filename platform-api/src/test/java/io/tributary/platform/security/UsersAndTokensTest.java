package io.tributary.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.platform.MovableClock;
import io.tributary.platform.PlatformTest;
import io.tributary.platform.security.Api.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@PlatformTest
class UsersAndTokensTest {
  private static final String GOOD = "seven green bicycles";

  @Autowired MockMvc mvc;
  @Autowired MovableClock clock;
  @Autowired JdbcClient database;
  Api api;
  String admin;

  @BeforeEach
  void signIn() {
    api = new Api(mvc);
    clock.advance(Duration.ofHours(2));
    admin = api.signIn("admin", PlatformTest.ADMIN_PASSWORD);
  }

  @Test
  void aNewUserSignsInWithItsRole() {
    create("ada", "operator");

    assertThat(api.get("/api/v1/session", api.signIn("ada", GOOD)).text("role"))
        .isEqualTo("operator");
    assertThat(create("ada", "viewer").code()).isEqualTo("CONFLICT");
  }

  @Test
  void aBadUserGetsEveryViolationAtOnce() {
    Answer answer =
        api.post(
            "/api/v1/users",
            admin,
            Map.of("username", "<script>", "password", "short", "role", "agent"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("violations").findValuesAsString("field"))
        .contains("username", "password", "role");
  }

  @Test
  void commonPasswordsAreRefused() {
    for (String password : new String[] {"Password1234", "aaaaaaaaaaaaaa", "eve-eve-eve1"}) {
      Answer answer =
          api.post(
              "/api/v1/users",
              admin,
              Map.of("username", "eve", "password", password, "role", "viewer"));
      assertThat(answer.status()).as(password).isEqualTo(422);
    }
  }

  @Test
  void theLastAdministratorStays() {
    assertThat(api.delete("/api/v1/users/admin", admin).code()).isEqualTo("CONFLICT");
    assertThat(api.patch("/api/v1/users/admin", admin, Map.of("role", "viewer")).code())
        .isEqualTo("CONFLICT");
  }

  @Test
  void aLoweredRoleAndADeletedUserTakeEffectAtOnce() {
    create("bea", "operator");
    String session = api.signIn("bea", GOOD);
    String token =
        api.post("/api/v1/tokens", session, Map.of("name", "ci", "role", "operator")).text("token");

    api.patch("/api/v1/users/bea", admin, Map.of("role", "viewer"));
    assertThat(api.get("/api/v1/session", session).text("role")).isEqualTo("viewer");
    assertThat(api.get("/api/v1/session", token).text("role")).isEqualTo("viewer");

    api.delete("/api/v1/users/bea", admin);
    assertThat(api.get("/api/v1/session", session).status()).isEqualTo(401);
    assertThat(api.get("/api/v1/session", token).status()).isEqualTo(401);
  }

  @Test
  void aNewPasswordEndsTheOtherSessions() {
    create("cleo", "viewer");
    String other = api.signIn("cleo", GOOD);
    String mine = api.signIn("cleo", GOOD);

    Answer answer =
        api.post(
            "/api/v1/session/password",
            mine,
            Map.of("currentPassword", GOOD, "newPassword", "nine purple kettles"));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(api.get("/api/v1/session", mine).status()).isEqualTo(200);
    assertThat(api.get("/api/v1/session", other).status()).isEqualTo(401);
    api.signIn("cleo", "nine purple kettles");
  }

  @Test
  void aNewPasswordNeedsThePresentOneAndLeavesTheSessionAndTheTokens() {
    create("dido", "viewer");
    String mine = api.signIn("dido", GOOD);
    String token = api.post("/api/v1/tokens", mine, Map.of("name", "ci")).text("token");

    Answer wrong =
        api.post(
            "/api/v1/session/password",
            mine,
            Map.of("currentPassword", "not that one", "newPassword", "nine purple kettles"));
    assertThat(wrong.status()).as("a 401 would say that the session has ended").isEqualTo(422);
    assertThat(wrong.body().toString()).contains("currentPassword");
    Answer weak =
        api.post(
            "/api/v1/session/password",
            mine,
            Map.of("currentPassword", GOOD, "newPassword", "short"));
    assertThat(weak.status()).isEqualTo(422);
    assertThat(api.get("/api/v1/session", mine).status()).isEqualTo(200);
    api.signIn("dido", GOOD);

    api.post(
        "/api/v1/session/password",
        mine,
        Map.of("currentPassword", GOOD, "newPassword", "nine purple kettles"));
    assertThat(api.get("/api/v1/session", token).status()).isEqualTo(200);
  }

  @Test
  void aTokenIsShownOnceListedWithoutItsSecretAndCanBeRevoked() {
    Answer made = api.post("/api/v1/tokens", admin, Map.of("name", "nightly", "days", 1));
    String token = made.text("token");
    assertThat(token).startsWith("trb_").hasSize(47);

    assertThat(api.get("/api/v1/tokens", token).body().toString())
        .contains("nightly")
        .doesNotContain(token);
    assertThat(api.delete("/api/v1/tokens/" + made.text("id"), admin).status()).isEqualTo(204);
    assertThat(api.get("/api/v1/tokens", token).status()).isEqualTo(401);
  }

  @Test
  void aTokenEndsOnItsDayAndItsUseIsNotedAtMostOnceAMinute() {
    Answer made = api.post("/api/v1/tokens", admin, Map.of("name", "brief", "days", 1));
    String token = made.text("token");

    api.get("/api/v1/session", token);
    String first = lastUse(made);
    clock.advance(Duration.ofSeconds(59));
    api.get("/api/v1/session", token);
    assertThat(lastUse(made)).isEqualTo(first);
    clock.advance(Duration.ofSeconds(1));
    api.get("/api/v1/session", token);
    assertThat(lastUse(made)).isNotEqualTo(first);

    clock.advance(Duration.ofDays(1));
    assertThat(api.get("/api/v1/session", token).status()).isEqualTo(401);
  }

  @Test
  void nobodyGrantsMoreThanItsOwnRole() {
    create("dora", "operator");
    String operator = api.signIn("dora", GOOD);

    assertThat(api.post("/api/v1/tokens", operator, Map.of("name", "x", "role", "admin")).status())
        .isEqualTo(422);
    assertThat(api.post("/api/v1/tokens", operator, Map.of("name", "x", "role", "agent")).status())
        .isEqualTo(422);
  }

  @Test
  void theAuditTrailCannotBeChanged() {
    assertThatThrownBy(() -> database.sql("update audit_event set actor = 'x'").update())
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> database.sql("delete from audit_event").update())
        .hasMessageContaining("append-only");
  }

  private String lastUse(Answer token) {
    return database
        .sql("select last_used_at::text from api_token where id = :id::uuid")
        .param("id", token.text("id"))
        .query(String.class)
        .single();
  }

  private Answer create(String name, String role) {
    return api.post(
        "/api/v1/users", admin, Map.of("username", name, "password", GOOD, "role", role));
  }
}
