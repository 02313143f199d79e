// What ngx-convoy/flow offers. Everything is listed by name.
export { classifyHttpFailure } from './http/classify-http-failure';
export type { SagaJournalHealth, SagaJournalState } from './journal/journal-health';
export type { SagaSerializer, SagaValuePlace } from './journal/serializing-journal';
export type { SagaStepView } from './saga/run-model';
export { SagaRun, type SagaOutcome, type SagaRunHost, type SagaRunStatus } from './saga/saga-run';
export { SagaRunner, type SagaStartOptions } from './saga/saga-runner';
export { SagaRuns } from './saga/saga-runs';
export { SAGAS, type ResolvedSagas, type SagasOptions } from './saga/sagas-options';
export { withSagas } from './saga/with-sagas';
