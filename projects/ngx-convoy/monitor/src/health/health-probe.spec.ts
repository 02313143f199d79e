import { fetchHealth } from './health-probe';

describe('fetchHealth', () => {
  const { signal } = new AbortController();

  function answering(body: string, status = 200): jasmine.Spy {
    return spyOn(globalThis, 'fetch').and.resolveTo(new Response(body, { status }));
  }

  it('sends what needs no preflight and tells nobody who asks', async () => {
    const fetched = answering('{}');
    await fetchHealth('https://a.test/health', signal);
    expect(fetched).toHaveBeenCalledOnceWith('https://a.test/health', {
      signal,
      cache: 'no-store',
      credentials: 'omit',
    });
  });

  it('reads application/health+json', async () => {
    answering('{"status":"warn","output":"disk nearly full","version":"7"}');
    expect(await fetchHealth('https://a.test/health', signal)).toEqual(
      jasmine.objectContaining({ status: 'warn', output: 'disk nearly full', version: '7' }),
    );
  });

  it('judges a body that is no JSON by the HTTP status', async () => {
    answering('<html>fine</html>');
    expect((await fetchHealth('https://a.test/health', signal)).status).toBe('pass');
  });

  it('takes a server error for what it is, whatever its body', async () => {
    answering('<html>proxy error</html>', 502);
    expect((await fetchHealth('https://a.test/health', signal)).status).toBe('fail');
  });
});
