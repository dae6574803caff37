package io.tributary.web.platform;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Makes {@link PlatformGateway} a controller parameter. */
@Configuration
class PlatformConfiguration implements WebMvcConfigurer {
  private final PlatformGatewayResolver resolver;

  PlatformConfiguration(PlatformGatewayResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(resolver);
  }
}
