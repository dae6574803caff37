package io.tributary.client;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** Calls whose request and answer are small JSON documents. */
record JsonCalls(Transport transport) {
  static final String JSON = "application/json";
  private static final JsonMapper MAPPER = ContractJson.json();

  <T> T get(Route route, Class<T> answer) {
    return exchange(reading(route).GET().build(), MAPPER.constructType(answer));
  }

  <T> T get(Route route, TypeReference<T> answer) {
    return exchange(reading(route).GET().build(), MAPPER.constructType(answer));
  }

  /** A POST that may be sent twice, because it only asks. */
  <T> T ask(Route route, Object body, Class<T> answer) {
    return exchange(writing("POST", route, body).build(), MAPPER.constructType(answer));
  }

  /** A PUT: sent twice it changes nothing more. */
  <T> T put(Route route, Object body, TypeReference<T> answer) {
    return exchange(writing("PUT", route, body).build(), MAPPER.constructType(answer));
  }

  /** A POST that creates something, recognised by its key when it is sent again. */
  <T> T create(Route route, Object body, Class<T> answer) {
    return create(route, body, key(), answer);
  }

  <T> T create(Route route, Object body, String key, Class<T> answer) {
    return exchange(
        writing("POST", route, body).header("Idempotency-Key", key).build(),
        MAPPER.constructType(answer));
  }

  /** A POST that is not repeated when the connection breaks. */
  <T> T post(Route route, Object body, Class<T> answer) {
    HttpRequest request = writing("POST", route, body).build();
    return parsed(
        request,
        transport.send(request, BodyHandlers.ofByteArray(), () -> 0),
        MAPPER.constructType(answer));
  }

  /** A POST whose answer has nothing in it; not repeated when the connection breaks. */
  void tell(Route route, Object body) {
    transport.send(writing("POST", route, body).build(), BodyHandlers.discarding(), () -> 0);
  }

  /** Sends a document with a method whose repetition changes nothing; the answer is dropped. */
  void write(String method, Route route, Object body) {
    transport.sendRepeatable(writing(method, route, body).build(), BodyHandlers.discarding());
  }

  /** A command without a document, whose repetition changes nothing. */
  void command(String method, Route route) {
    transport.sendRepeatable(
        reading(route).method(method, BodyPublishers.noBody()).build(), BodyHandlers.discarding());
  }

  /** Sends {@code request}, repeating it where the connection fails, and reads the answer. */
  <T> T exchange(HttpRequest request, Class<T> answer) {
    return exchange(request, MAPPER.constructType(answer));
  }

  private <T> T exchange(HttpRequest request, JavaType answer) {
    return parsed(request, transport.sendRepeatable(request, BodyHandlers.ofByteArray()), answer);
  }

  /** The answer's body as a document of the contract. */
  static <T> T parsed(HttpRequest request, Received<byte[]> received, JavaType answer) {
    try {
      return MAPPER.readValue(received.body(), answer);
    } catch (JacksonException e) {
      throw Refusal.notUnderstood(request, received.status(), e);
    }
  }

  HttpRequest.Builder reading(Route route) {
    return transport.request(route).header("Accept", JSON);
  }

  String key() {
    return transport.keys().get();
  }

  private HttpRequest.Builder writing(String method, Route route, Object body) {
    return reading(route)
        .header("Content-Type", JSON)
        .method(method, BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)));
  }
}
