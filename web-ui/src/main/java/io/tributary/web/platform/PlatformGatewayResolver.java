package io.tributary.web.platform;

import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives page controllers the gateway of whoever is signed in, as a method parameter. */
@Component
class PlatformGatewayResolver implements HandlerMethodArgumentResolver {
  private final PlatformGateways gateways;

  PlatformGatewayResolver(PlatformGateways gateways) {
    this.gateways = gateways;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == PlatformGateway.class;
  }

  @Override
  public PlatformGateway resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Principal principal =
        Objects.requireNonNull(request.getUserPrincipal(), "the page is not behind the sign-in");
    if (principal instanceof Authentication authentication
        && authentication.getPrincipal() instanceof TokenHolder holder) {
      return gateways.forToken(holder.token());
    }
    throw new IllegalStateException(principal.getName() + " signed in without a platform token");
  }
}
