import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { injectTrace, traceFields } from './inject-trace';
import { TraceScene, traceparentOf } from './trace-scene.spec';

@Component({ selector: 'convoy-checkout', template: 'Reference: {{ trace.traceId }}' })
class Checkout {
  readonly trace = injectTrace('checkout');
}

describe('injectTrace', () => {
  it('gives a component a trace of its own, which ends with it', () => {
    const scene = new TraceScene();
    const fixture = TestBed.createComponent(Checkout);
    fixture.detectChanges();
    const { trace } = fixture.componentInstance;
    expect((fixture.nativeElement as HTMLElement).textContent).toBe(`Reference: ${trace.traceId}`);

    scene.get('/api/orders/1', trace.request({ retries: 0 }));
    expect(traceparentOf(scene.sent()).traceId).toBe(trace.traceId);
    scene.answer(30);
    trace.run(() => {
      scene.get('/api/orders/2');
    });
    scene.answer(30);
    expect(trace.spans().length).toBe(4);
    fixture.destroy();
    const spans = scene.traces.ofTrace(trace.traceId)();
    expect(spans.length).toBe(5);
    expect(spans.at(-1)).toEqual(jasmine.objectContaining({ name: 'checkout', kind: 'operation' }));
    expect(spans[0]?.parentSpanId).toBe(spans.at(-1)?.spanId);
  });
});

describe('traceFields', () => {
  it('names them as log records do', () => {
    const context = {
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      sampled: true,
      random: true,
    };
    expect(traceFields(context)).toEqual({
      trace_id: 'a'.repeat(32),
      span_id: 'b'.repeat(16),
      trace_flags: '03',
    });
  });
});
