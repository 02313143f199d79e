import { TokenBucket } from './token-bucket.ts';

describe('TokenBucket', () => {
  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date(0));
  });
  afterEach(() => {
    jasmine.clock().uninstall();
  });

  const passed = (bucket: TokenBucket, rate: number, asked: number): number =>
    Array.from({ length: asked }, () => bucket.take(rate)).filter(Boolean).length;

  it('lets one second of the rate pass at once, and then only as time goes by', () => {
    const bucket = new TokenBucket();
    expect(passed(bucket, 5, 20)).toBe(5);
    jasmine.clock().tick(400);
    expect(passed(bucket, 5, 20)).toBe(2);
    jasmine.clock().tick(60_000);
    expect(passed(bucket, 5, 20)).toBe(5);
  });

  it('lets a request pass now and then at rates below one', () => {
    const bucket = new TokenBucket();
    expect(passed(bucket, 0.5, 3)).toBe(1);
    jasmine.clock().tick(1_000);
    expect(passed(bucket, 0.5, 3)).toBe(0);
    jasmine.clock().tick(1_000);
    expect(passed(bucket, 0.5, 3)).toBe(1);
  });

  it('lets nothing pass at rate 0', () => {
    expect(passed(new TokenBucket(), 0, 3)).toBe(0);
  });
});
