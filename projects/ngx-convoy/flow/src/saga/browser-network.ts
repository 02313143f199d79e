import type { SagaNetwork } from 'ngx-convoy/core';

/** What the browser knows of the network. `onLine === true` proves nothing; `false` means that sending is of no use. */
export function browserNetwork(view: Window): SagaNetwork {
  return {
    isOnline: () => view.navigator.onLine,
    whenOnline: (listener) => {
      view.addEventListener('online', listener);
      return () => {
        view.removeEventListener('online', listener);
      };
    },
  };
}
