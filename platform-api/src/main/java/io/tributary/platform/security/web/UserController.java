package io.tributary.platform.security.web;

import io.tributary.client.security.UserRequest;
import io.tributary.client.security.UserView;
import io.tributary.platform.security.Users;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users, for administrators. */
@RestController
@RequestMapping("/api/v1/users")
class UserController {
  private final Users users;

  UserController(Users users) {
    this.users = users;
  }

  @GetMapping
  List<UserView> list() {
    return users.all();
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  UserView create(@RequestBody UserRequest request) {
    return users.create(request);
  }

  @PatchMapping("/{name}")
  UserView change(@PathVariable String name, @RequestBody UserRequest request) {
    return users.change(name, request);
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String name) {
    users.delete(name);
  }
}
