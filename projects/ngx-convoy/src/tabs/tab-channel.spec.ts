import { TabChannel } from './tab-channel';

const isNumber = (data: unknown): data is number => typeof data === 'number';

describe('TabChannel', () => {
  let name: string;
  beforeEach(() => (name = crypto.randomUUID()));

  it('tells the others, not itself', async () => {
    const own: number[] = [];
    const sender = new TabChannel(name, isNumber, (message) => own.push(message));
    const heard = await new Promise<number>((resolve) => {
      const other = new TabChannel(name, isNumber, (message) => {
        other.close();
        resolve(message);
      });
      sender.tell(42);
    });
    sender.close();
    expect(heard).toBe(42);
    expect(own).toEqual([]);
  });

  it('passes over what it does not understand', async () => {
    const sender = new BroadcastChannel(name);
    const heard = await new Promise<number>((resolve) => {
      const channel = new TabChannel(name, isNumber, (message) => {
        channel.close();
        resolve(message);
      });
      for (const message of ['7', null, { value: 7 }, 7]) sender.postMessage(message);
    });
    sender.close();
    expect(heard).toBe(7);
  });
});
