import { HttpErrorResponse } from '@angular/common/http';
import { ErrorHandler, inject, Injectable, type Provider } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { convoy } from '../http/convoy-context';
import { ActiveTrace } from './active-trace';
import { TraceScene } from './trace-scene.spec';
import { traceOf } from './trace-of';

@Injectable()
class AppErrorHandler implements ErrorHandler {
  readonly seen: unknown[] = [];
  readonly traces: (string | undefined)[] = [];
  private readonly active = inject(ActiveTrace);

  handleError(error: unknown): void {
    this.seen.push(error);
    this.traces.push(this.active.current?.traceId);
  }
}

function failedCall(...providers: readonly Provider[]): TraceScene {
  const scene = new TraceScene({}, ...providers);
  scene.get('/api/orders/42', convoy({ retries: 0 }));
  scene.fail();
  return scene;
}

describe('traceOf', () => {
  it('finds the trace of the call that an error came from, and leaves the error as it is', () => {
    const scene = failedCall();
    const [error] = scene.errors;
    expect(error).toBeInstanceOf(HttpErrorResponse);
    expect(traceOf(error)?.traceId).toBe(scene.last?.traceId);
    expect(Object.keys(error as object)).not.toContain('traceId');
  });

  it('follows causes and rejections, but not for ever', () => {
    const scene = failedCall();
    const [error] = scene.errors;
    const { traceId } = scene.last ?? {};
    expect(traceOf(new Error('no orders', { cause: error }))?.traceId).toBe(traceId);
    expect(traceOf({ rejection: { cause: error } })?.traceId).toBe(traceId);
    const endless: { cause?: unknown } = {};
    endless.cause = endless;
    expect(traceOf(endless)).toBeUndefined();
  });

  for (const nothing of [undefined, null, 'text', 7, new Error('of somebody else')]) {
    it(`finds none for ${String(nothing)}`, () => {
      expect(traceOf(nothing)).toBeUndefined();
    });
  }
});

describe("The app's ErrorHandler", () => {
  it('gets the error itself, with its trace as the active one', () => {
    const scene = failedCall(AppErrorHandler, {
      provide: ErrorHandler,
      useExisting: AppErrorHandler,
    });
    const handler = TestBed.inject(AppErrorHandler);
    TestBed.inject(ErrorHandler).handleError(scene.errors[0]);
    TestBed.inject(ErrorHandler).handleError(new Error('of somebody else'));
    expect(handler.seen[0]).toBe(scene.errors[0]);
    expect(handler.traces).toEqual([scene.last?.traceId, undefined]);
    expect(TestBed.inject(ActiveTrace).current).toBeUndefined();
  });

  it("is Angular's own without one, and the console gets a line with the id", () => {
    const scene = failedCall({ provide: ErrorHandler });
    const lines: string[] = [];
    spyOn(console, 'error').and.callFake((...line: unknown[]) => lines.push(line.join(' ')));
    TestBed.inject(ErrorHandler).handleError(scene.errors[0]);
    expect(lines.length).toBe(2);
    expect(lines[1]).toBe(`ngx-convoy: the error above belongs to trace ${scene.last?.traceId}`);
  });
});
