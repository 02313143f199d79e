import { HttpClient, provideHttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { withConvoy } from '../http/with-convoy';
import { provideConvoy } from '../provide-convoy';
import { SilenceDetector } from './silence-detector';

/** Karma's own page: really there, so that a real request is made and the browser lists it. */
const URL = '/context.html';

/** Waits until the browser has told its observers of the last request. */
async function requestIsListed(): Promise<void> {
  await new Promise<void>((resolve) => {
    const observer = new PerformanceObserver(() => {
      observer.disconnect();
      resolve();
    });
    observer.observe({ type: 'resource', buffered: true });
  });
  // Observers are told in the order of their birth; ours came later than the detector's.
  await new Promise((resolve) => requestAnimationFrame(resolve));
}

async function requestWith(http: ReturnType<typeof provideHttpClient>) {
  const error = spyOn(console, 'error');
  TestBed.configureTestingModule({
    providers: [http, provideConvoy({ services: [{ name: 'page', match: URL }] })],
  });
  TestBed.inject(SilenceDetector);
  const client = TestBed.inject(HttpClient);
  await firstValueFrom(client.get(URL, { responseType: 'text' }));
  await firstValueFrom(client.get(URL, { responseType: 'text' }));
  await requestIsListed();
  return error;
}

describe('SilenceDetector', () => {
  it('says once how to mend a set-up whose interceptors never run', async () => {
    const error = await requestWith(provideHttpClient());
    expect(error).toHaveBeenCalledTimes(1);
    expect(error.calls.mostRecent().args[0]).toContain("belongs to the service 'page'");
    expect(error.calls.mostRecent().args[0]).toContain('provideHttpClient(withConvoy())');
  });

  it('is silent when they run', async () => {
    expect(await requestWith(provideHttpClient(withConvoy()))).not.toHaveBeenCalled();
  });
});
