// Pages for the tests: opened as a test wishes, listened to all the while.

/** How a test may wish its page; everything has a default. */
const DEFAULTS = {
  width: 1280,
  height: 800,
  dark: false,
  reducedMotion: false,
  /** Device pixels per CSS pixel. */
  scale: 1,
  touch: false,
  javaScript: true,
  lang: 'en-US',
  /** A Content-Security-Policy for all that our server answers. */
  csp: '',
  /** Patterns of errors that the test provokes on purpose. */
  allow: [],
};

/** Waiting for one thing on a page takes no longer than this, in ms. */
const PATIENCE = 15_000;

/**
 * Opens an empty page in a context of its own. `page.errors` fills with
 * whatever goes wrong on it: errors on the console, exceptions that nobody
 * caught, requests to anyone but our own server.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} origin
 * @param {Partial<typeof DEFAULTS>} wishes
 */
export async function open(browser, origin, wishes = {}) {
  const unknown = Object.keys(wishes).find((wish) => !(wish in DEFAULTS));
  if (unknown) throw new Error(`newPage does not know the option "${unknown}"`);
  const wish = { ...DEFAULTS, ...wishes };

  const context = await browser.newContext({
    viewport: { width: wish.width, height: wish.height },
    deviceScaleFactor: wish.scale,
    colorScheme: wish.dark ? 'dark' : 'light',
    reducedMotion: wish.reducedMotion ? 'reduce' : 'no-preference',
    hasTouch: wish.touch,
    javaScriptEnabled: wish.javaScript,
    locale: wish.lang,
    extraHTTPHeaders: wish.csp ? { 'x-test-csp': wish.csp } : {},
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  listen(page, origin, wish.allow);
  return page;
}

function listen(page, origin, allow) {
  page.errors = [];
  const note = (text) => {
    if (!allow.some((pattern) => pattern.test(text))) page.errors.push(text);
  };
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const { url } = message.location();
    note(`console: ${message.text()}${url ? ` (${url})` : ''}`);
  });
  page.on('pageerror', (error) => note(`exception: ${error.stack ?? error}`));
  page.on('request', (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && new URL(url).origin !== origin) note(`asked a stranger: ${url}`);
  });
}
