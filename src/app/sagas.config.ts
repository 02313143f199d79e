import { inject, provideEnvironmentInitializer } from '@angular/core';
import type { ConvoyExtension } from 'ngx-convoy';
import { withSagas } from 'ngx-convoy/flow';
import { sendTransfer } from './bank/send-transfer';
import { StuckRuns } from './sagas/stuck-runs';
import { CurrentPerson } from './shared/current-person';
import { placeOrder } from './shop/place-order';

/** What goes on when a tab closes in the middle of it. Everybody sees, and resumes, their own. */
export const sagas: ConvoyExtension = withSagas([placeOrder, sendTransfer], {
  name: 'harbour',
  identity: () => String(inject(CurrentPerson).id()),
});

/** A run that is stuck is somebody's to look at. */
export const stuckRunAlerts = provideEnvironmentInitializer(() => {
  inject(StuckRuns);
});
