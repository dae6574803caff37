package io.tributary.web;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.tributary.web.platform.FakePlatform;
import io.tributary.web.platform.FakePlatformConfiguration;
import io.tributary.web.security.SignedInUser;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Renders pages of the whole application over a fake control plane. One context for all. */
@Import(FakePlatformConfiguration.class)
@SpringBootTest
@AutoConfigureMockMvc
public abstract class PageTest {
  @Autowired protected MockMvc mvc;
  @Autowired protected FakePlatform platform;

  @BeforeEach
  void freshPlatform() {
    platform.reset();
  }

  /** Somebody whose name is his role. */
  protected static RequestPostProcessor as(String role) {
    return authentication(
        UsernamePasswordAuthenticationToken.authenticated(
            new SignedInUser(role, role, "token-of-" + role),
            null,
            List.of(new SimpleGrantedAuthority("ROLE_" + role.toUpperCase(Locale.ROOT)))));
  }

  protected Document page(String path, String role) throws Exception {
    MvcResult result = mvc.perform(get(path).with(as(role))).andReturn();
    return Jsoup.parse(result.getResponse().getContentAsString());
  }

  protected int statusOf(String path, String role) throws Exception {
    return mvc.perform(get(path).with(as(role))).andReturn().getResponse().getStatus();
  }
}
