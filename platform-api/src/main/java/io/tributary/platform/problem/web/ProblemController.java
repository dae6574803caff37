package io.tributary.platform.problem.web;

import io.tributary.client.problem.ProblemView;
import io.tributary.platform.problem.Problems;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong now. */
@RestController
class ProblemController {
  private final Problems problems;

  ProblemController(Problems problems) {
    this.problems = problems;
  }

  @GetMapping("/api/v1/problems")
  List<ProblemView> problems() {
    return problems.now();
  }
}
