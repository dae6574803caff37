package io.tributary.client;

import java.net.http.HttpHeaders;

/** An accepted answer. */
record Received<B>(int status, HttpHeaders headers, B body) {}
