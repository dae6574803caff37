// Runs before the first paint: a page whose reader chose nothing follows the system.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    if (root.dataset.theme === "auto") {
      root.dataset.bsTheme = system.matches ? "dark" : "light";
    }
  };
  system.addEventListener("change", follow);
  follow();
})();
