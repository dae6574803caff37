package io.tributary.web.platform;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code tributary.web.*}.
 *
 * @param apiUrl where the control plane listens, without {@code /api/v1}
 */
@ConfigurationProperties("tributary.web")
record WebSettings(@DefaultValue("http://127.0.0.1:8081") URI apiUrl) {}
