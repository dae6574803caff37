package io.tributary.platform.security;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every mapped route, as Spring MVC knows them: controllers, actuator, OpenAPI. */
final class Routes {
  private static final Set<RequestMethod> ALL_METHODS =
      Set.of(
          RequestMethod.GET,
          RequestMethod.POST,
          RequestMethod.PUT,
          RequestMethod.PATCH,
          RequestMethod.DELETE);

  private Routes() {}

  /** One method of one path pattern. */
  record Route(HttpMethod method, String pattern) {
    /** A path that the pattern fits. */
    String examplePath() {
      return pattern
          .replaceAll("\\{id}", "0b9d2f7e-0000-4000-8000-000000000000")
          .replaceAll("\\{[^}]*}", "1")
          .replace("/**", "/x");
    }

    @Override
    public String toString() {
      return method + " " + pattern;
    }
  }

  static List<Route> in(ApplicationContext context) {
    List<Route> routes = new ArrayList<>();
    for (RequestMappingInfoHandlerMapping mapping :
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values()) {
      for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        for (RequestMethod method : methods.isEmpty() ? ALL_METHODS : methods) {
          for (String pattern : info.getPatternValues()) {
            routes.add(new Route(method.asHttpMethod(), pattern));
          }
        }
      }
    }
    routes.sort(Comparator.comparing(Route::toString));
    return List.copyOf(routes);
  }
}
