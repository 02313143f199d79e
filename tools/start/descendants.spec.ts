import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { descendantsOf, survivorsOf } from './descendants.ts';

describe('the processes that a process has started', () => {
  if (process.platform === 'win32') {
    it('are not looked for on Windows', () => {
      pending();
    });
    return;
  }

  it('are found over generations, and missed when they have ended', async () => {
    // A process that starts another one; both wait for their standard input to end.
    const child = spawn(process.execPath, [
      '-e',
      "require('node:child_process').spawn(process.execPath, ['-e', 'console.log(1); process.stdin.resume()'], " +
        "{ stdio: ['pipe', 'inherit', 'inherit'] }); process.stdin.resume()",
    ]);
    await once(child.stdout, 'data');
    const family = descendantsOf(process.pid).filter(({ name }) => name.includes('stdin.resume'));
    expect(family.length).toBe(2);
    expect(descendantsOf(child.pid ?? 0).length).toBe(1);
    expect(survivorsOf(family).length).toBe(2);
    const end = once(child, 'exit');
    child.kill('SIGKILL');
    await end;
    // The grandchild notices that its input has ended.
    while (survivorsOf(family).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(survivorsOf(family)).toEqual([]);
  });
});
