/**
 * `/backend/<name>?ms=<n>` answers after n milliseconds, and says how many requests with that name were under way when it
 * came, and how many of any name had come before it: what specs with real HTTP want to know.
 */
function slowBackend() {
  const underWay = new Map();
  let arrived = 0;
  return (request, response, next) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const [, name] = /^\/backend\/(\w+)/.exec(pathname) ?? [];
    if (name === undefined) return next();
    const concurrent = (underWay.get(name) ?? 0) + 1;
    underWay.set(name, concurrent);
    arrived += 1;
    const body = JSON.stringify({ concurrent, arrived });
    setTimeout(
      () => {
        underWay.set(name, underWay.get(name) - 1);
        response.setHeader('Content-Type', 'application/json');
        response.setHeader('Cache-Control', 'no-store');
        response.end(body);
      },
      Number(searchParams.get('ms') ?? 0),
    );
  };
}

// Unit tests in real headless Chromium. The browser is found by tools/setup and handed over as CHROME_BIN.
module.exports = (config) =>
  config.set({
    frameworks: ['jasmine'],
    plugins: [
      require('karma-jasmine'),
      require('karma-chrome-launcher'),
      require('karma-coverage'),
      { 'middleware:slow-backend': ['factory', slowBackend] },
    ],
    beforeMiddleware: ['slow-backend'],
    client: { jasmine: { random: true } },
    reporters: ['dots'],
    coverageReporter: { dir: 'coverage', subdir: '.', reporters: [{ type: 'text-summary' }] },
    browsers: ['Chromium'],
    customLaunchers: {
      Chromium: {
        base: 'ChromeHeadless',
        flags: [
          '--headless=new',
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    },
    restartOnFileChange: false,
  });
