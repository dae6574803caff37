package io.tributary.platform.security;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests as a client does and reads the answers. */
public final class Api {
  private final MockMvc mvc;
  private final JsonMapper json = JsonMapper.builder().build();

  public Api(MockMvc mvc) {
    this.mvc = mvc;
  }

  /** An answer: status, headers, body. */
  public record Answer(MockHttpServletResponse response, JsonNode body) {
    public int status() {
      return response.getStatus();
    }

    /** The text of a top-level property of the body; empty where it is absent or null. */
    public String text(String property) {
      return body.path(property).asString("");
    }

    /** The stable code of an error answer. */
    public String code() {
      return text("code");
    }
  }

  public Answer get(String path, @Nullable String token) {
    return send(HttpMethod.GET, path, token, null);
  }

  public Answer post(String path, @Nullable String token, @Nullable Object body) {
    return send(HttpMethod.POST, path, token, body);
  }

  public Answer patch(String path, @Nullable String token, Object body) {
    return send(HttpMethod.PATCH, path, token, body);
  }

  public Answer delete(String path, @Nullable String token) {
    return send(HttpMethod.DELETE, path, token, null);
  }

  /** A text is sent as it is, anything else as JSON. */
  public Answer send(
      HttpMethod method, String path, @Nullable String token, @Nullable Object body) {
    return sendFrom("127.0.0.1", method, path, token, body);
  }

  public Answer sendFrom(
      String address,
      HttpMethod method,
      String path,
      @Nullable String token,
      @Nullable Object body) {
    MockHttpServletRequestBuilder request =
        request(method, path)
            .with(
                r -> {
                  r.setRemoteAddr(address);
                  return r;
                });
    if (token != null) {
      request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }
    if (body != null) {
      request
          .contentType(MediaType.APPLICATION_JSON)
          .content(body instanceof String text ? text : json.writeValueAsString(body));
    }
    try {
      MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
      String type = String.valueOf(response.getContentType());
      return new Answer(
          response,
          type.contains("json")
              ? json.readTree(response.getContentAsByteArray())
              : json.nullNode());
    } catch (Exception e) {
      throw new AssertionError(method + " " + path + " ended in an exception", e);
    }
  }

  /** The token of a new session. */
  public String signIn(String username, String password) {
    Answer answer =
        post("/api/v1/session", null, Map.of("username", username, "password", password));
    if (answer.status() != 201) {
      throw new AssertionError("sign-in as " + username + ": " + answer.body());
    }
    return answer.text("token");
  }
}
