package io.tributary.web.layout;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** English and Simplified Chinese: the browser's wish, until {@code ?lang=} says otherwise. */
@Configuration
class Languages implements WebMvcConfigurer {
  static final Locale ENGLISH = Locale.ENGLISH;
  static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

  @Bean
  LocaleResolver localeResolver() {
    CookieLocaleResolver resolver = new CookieLocaleResolver("language");
    resolver.setCookieMaxAge(Duration.ofDays(365));
    resolver.setCookieSameSite("Lax");
    resolver.setCookieHttpOnly(true);
    resolver.setDefaultLocaleFunction(
        request -> offered(Locale.lookup(ranges(request.getHeader("Accept-Language")), OFFERED)));
    return resolver;
  }

  private static final List<Locale> OFFERED = List.of(ENGLISH, CHINESE, Locale.CHINESE);

  private static List<Locale.LanguageRange> ranges(@Nullable String header) {
    try {
      return header == null ? List.of() : Locale.LanguageRange.parse(header);
    } catch (IllegalArgumentException malformed) {
      return List.of();
    }
  }

  private static Locale offered(@Nullable Locale wanted) {
    return wanted != null && wanted.getLanguage().equals("zh") ? CHINESE : ENGLISH;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    LocaleChangeInterceptor interceptor =
        new LocaleChangeInterceptor() {
          @Override
          protected Locale parseLocaleValue(String value) {
            return offered(Locale.forLanguageTag(value));
          }
        };
    interceptor.setParamName("lang");
    registry.addInterceptor(interceptor);
  }
}
