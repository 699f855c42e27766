// Goes first into every page of these tests, and writes down whatever goes wrong on it.
{
  const wrong = (globalThis.wrong = []);
  const error = console.error;
  console.error = (...words) => {
    wrong.push(`console: ${words.join(' ')}`);
    error.apply(console, words);
  };
  // In the capturing phase it hears of files that could not be had, too.
  addEventListener('error', (event) => wrong.push(event.message ? `exception: ${event.message}` : `not loaded: ${event.target?.src ?? event.target?.href}`), true);
  addEventListener('unhandledrejection', (event) => wrong.push(`rejection: ${event.reason?.stack ?? event.reason}`));
  addEventListener('securitypolicyviolation', (event) => wrong.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
}
