export type { Cancel, Clock } from './clock';
export { inWords } from './dev-mode';
export {
  AttemptTimeoutError,
  CircuitOpenError,
  ConfigurationError,
  ConvoyError,
  type ConvoyErrorCode,
  type ConvoyErrorDetails,
  DeadlineExceededError,
  NoInstanceError,
  type ServiceErrorDetails,
} from './errors';
export type { Expected, NumberRange } from './expected';
export type { IdSource } from './id-source';
export { requireHttpUrl, requireName, requireNumber, requireOneOf, requireRate } from './options';
export type { Random } from './random';
export { isRefusal } from './refusal';

// alert
export type { Acknowledgement, Alert, AlertState } from './alert/alert';
export { type AcknowledgedAlert, Acknowledgements } from './alert/acknowledgements';
export {
  AlertCondition,
  type AlertConditionOptions,
  type NoDataPolicy,
} from './alert/alert-condition';
export {
  AlertDispatch,
  type Candidate,
  type DispatchLogEntry,
  type DispatchOptions,
  type DispatchStanding,
  type Notification,
} from './alert/alert-dispatch';
export { type AlertChanges, AlertEngine } from './alert/alert-engine';
export { AlertLife, type AlertPhase } from './alert/alert-life';
export { AlertRule, type AlertRuleOptions, type Escalation, stateRule } from './alert/alert-rule';
export { ALERT_SEVERITIES, type AlertSeverity, severityRank } from './alert/alert-severity';
export { DependencyGraph } from './alert/dependency-graph';
export { type InhibitionRule, Inhibitions } from './alert/inhibition';
export {
  type LabelMatcher,
  labelsFit,
  MATCH_OPERATORS,
  type MatchOperator,
  printMatcher,
} from './alert/label-matcher';
export { fingerprintOf, type Labels } from './alert/labels';
export { Maintenance, type MaintenanceWindow } from './alert/maintenance';
export { inTime, lasted, notificationText, type NotificationText } from './alert/notification-text';
export {
  mergedRules,
  prometheusRule,
  type PrometheusRule,
  prometheusRuleFile,
} from './alert/prometheus-rules';
export { type Silence, Silences } from './alert/silence';

// anomaly
export { AnomalyDetector, type AnomalyOptions, type Finding } from './anomaly/anomaly-detector';
export { type Usual, usualOf } from './anomaly/robust-baseline';
export { seasonalUsual } from './anomaly/seasonal-usual';

// balancing
export {
  type BalancingOptions,
  type BalancingSettings,
  resolveBalancing,
} from './balancing/balancing-options';
export { Candidates } from './balancing/candidates';
export {
  BALANCING_POLICIES,
  type BalancingChoice,
  type BalancingPolicy,
  createPicker,
  type PickerFactory,
} from './balancing/create-picker';
export type { PickFunction, PickRequest } from './balancing/custom-picker';
export {
  Endpoint,
  type EndpointConditions,
  type EndpointDefinition,
  type EndpointHealth,
  type MakeBreaker,
} from './balancing/endpoint';
export { InstanceSet, type InstanceSetOwner } from './balancing/instance-set';
export type { InstanceUse, UseEnding } from './balancing/instance-use';
export { LatencyEwma, type LatencyEwmaOptions } from './balancing/latency-ewma';
export { LeastConnections } from './balancing/least-connections';
export { PeakEwma, type PeakEwmaOptions, type PeakEwmaSettings } from './balancing/peak-ewma';
export {
  type PickCandidate,
  type PickExplanation,
  type PickWatch,
  watchPicks,
} from './balancing/pick-log';
export type { Picker } from './balancing/picker';
export { PowerOfTwoChoices } from './balancing/power-of-two-choices';
export { type GroupHealth, localityShares, priorityLoads } from './balancing/priority-load';
export { Rendezvous } from './balancing/rendezvous';
export { ResponseTime } from './balancing/response-time';
export { RoundRobin } from './balancing/round-robin';
export type { SlowStartOptions, SlowStartSettings } from './balancing/slow-start';

// bulkhead
export type {
  BulkheadOutcome,
  BulkheadPermit,
  BulkheadRejection,
  BulkheadRequest,
  BulkheadTicket,
  RejectionReason,
} from './bulkhead/admission';
export { Bulkhead } from './bulkhead/bulkhead';
export {
  BulkheadFullError,
  QueueClearedError,
  QueueTimeoutError,
} from './bulkhead/bulkhead-errors';
export {
  BULKHEAD_DEFAULTS,
  type BulkheadOptions,
  type BulkheadPriority,
} from './bulkhead/bulkhead-options';
export { KeyedBulkhead } from './bulkhead/keyed-bulkhead';
export { MeteredBulkhead, type MeteredBulkheadOptions } from './bulkhead/metered-bulkhead';
export { type OriginOptions, Origins } from './bulkhead/origins';
export { WaitingCall } from './bulkhead/waiting-call';

// cache
export { formatCacheStatus, type CacheStatus } from './cache/cache-status';
export {
  type CachePolicy,
  type CachePolicyOptions,
  resolveCachePolicy,
} from './cache/cache-policy';
export type {
  CacheableResponse,
  CachedResponse,
  CacheHeaders,
  CacheRequest,
} from './cache/cached-response';
export { invalidatedPaths, isSafeMethod } from './cache/invalidated-paths';
export { mayStore } from './cache/may-store';
export {
  type CacheKey,
  type CacheSlot,
  keyText,
  ResponseStore,
  showsAny,
  type SlotTest,
} from './cache/response-store';
export { type Reuse, type Use, wantsOnlyCached, weigh } from './cache/reuse';
export { conditionalHeaders, confirmed, isConfirmed } from './cache/validation';

// circuit-breaker
export { above } from './circuit-breaker/above';
export {
  type BreakerSettings,
  breakerSettings,
  type BreakerThresholds,
} from './circuit-breaker/breaker-settings';
export { CircuitBreaker } from './circuit-breaker/circuit-breaker';
export type {
  BreakDuration,
  BreakGrowth,
  CircuitBreakerOptions,
  TimeWindowOptions,
  TrialOptions,
} from './circuit-breaker/circuit-breaker-options';
export {
  type CircuitSnapshot,
  restoreCircuit,
  saveCircuit,
} from './circuit-breaker/circuit-snapshot';
export type {
  CircuitReason,
  CircuitState,
  CircuitTransition,
  Rejection,
} from './circuit-breaker/circuit-state';
export { isolate } from './circuit-breaker/isolate';
export type { Permit } from './circuit-breaker/permit';
export {
  breakerOptionsOf,
  type CountWindowOptions,
  type PlainBreakerOptions,
  type PlainTrialOptions,
} from './circuit-breaker/plain-breaker-options';
export type { BeginRampUp, RampUp } from './circuit-breaker/ramp-up';
export { rateAfterAll } from './circuit-breaker/rate-after-all';
export { ratesOnFailure } from './circuit-breaker/rates-on-failure';
export { reasonInWords, transitionInWords } from './circuit-breaker/reason-in-words';
export type { TrialResults, TrialVerdict } from './circuit-breaker/trial-ledger';
export { type TripRule, type TripRules, tripRules } from './circuit-breaker/trip-rules';

// concurrency
export { AimdLimit, type AimdLimitOptions } from './concurrency/aimd-limit';
export type {
  ConcurrencyBounds,
  ConcurrencyLimit,
  ConcurrencySample,
} from './concurrency/concurrency-limit';
export {
  type ConcurrencyLimitOptions,
  createConcurrencyLimit,
} from './concurrency/create-concurrency-limit';
export { Gradient2Limit, type Gradient2LimitOptions } from './concurrency/gradient2-limit';
export { VegasLimit, type VegasLimitOptions } from './concurrency/vegas-limit';
export { WindowedLimit, type WindowedLimitOptions } from './concurrency/windowed-limit';

// degradation
export {
  type DegradationLevel,
  evaluateDegradation,
  validateDegradationLevels,
} from './degradation/degradation-levels';
export {
  type Availability,
  type Dependency,
  type DependencyKind,
  type DependencyState,
  effectOf,
  levelOfTiers,
  worstOf,
} from './degradation/feature-matrix';
export { type Held, isHeld, LONGEST_HOLD, readHeld } from './degradation/held';
export {
  DEFAULT_STABLE_FOR,
  LevelLadder,
  type LevelLadderOptions,
} from './degradation/level-ladder';

// discovery
export { AllowedOrigins } from './discovery/allowed-origins';
export { AnswerGate, type AnswerGateOptions } from './discovery/answer-gate';
export { parseConsulAnswer, parseConsulStates } from './discovery/consul-answer';
export { nextConsulIndex } from './discovery/consul-index';
export { type JsonMapping, mapJsonAnswer } from './discovery/json-mapping';
export { readEndpoints } from './discovery/read-endpoint';
export {
  readRemembered,
  type RememberedEndpoints,
  writeEndpoints,
} from './discovery/remembered-endpoints';

// exposition
export { callFamilies, type ServiceNumbers } from './exposition/call-families';
export type {
  Attributes,
  HistogramPoint,
  MetricFamily,
  NumberPoint,
} from './exposition/metric-family';
export { prometheusText } from './exposition/prometheus-text';
export { csvOf, jsonOf, type ServiceRows } from './exposition/rows-text';

// hash
export { murmur3 } from './hash/murmur3';

// health
export { freshFor } from './health/fresh-for';
export {
  affectedEndpointsOf,
  type HealthAnswer,
  type HealthCheckDetail,
  type HealthEvidence,
  type HealthFormat,
  type HealthStatus,
} from './health/health-answer';
export {
  type HealthCondition,
  type HealthObservation,
  type HealthPredicate,
  judgeByConditions,
  parseHealthCondition,
} from './health/health-condition';
export { healthScore, type HealthSigns, ScoredStatus } from './health/health-score';
export { HealthVerdict } from './health/health-verdict';
export { matchesEndpoint } from './health/matches-endpoint';
export { parseHealthAnswer } from './health/parse-health-answer';
export {
  firstProbe,
  type ProbeFinding,
  ProbePace,
  type ProbePhase,
  type ProbeRhythm,
  type ProbeScene,
} from './health/probe-pace';

// keyed
export {
  KeyedCircuitBreakers,
  type KeyedCircuitBreakersOptions,
} from './keyed/keyed-circuit-breakers';
export { KeyedRegistry, type KeyedRegistryOptions } from './keyed/keyed-registry';

// outbox
export { judgeOutboxStatus, type OutboxAnswer, type OutboxVerdict } from './outbox/outbox-answer';
export { OutboxDrain, type OutboxDrainer } from './outbox/outbox-drain';
export type {
  OutboxClaim,
  OutboxDraft,
  OutboxEntry,
  OutboxProblem,
  OutboxState,
} from './outbox/outbox-entry';
export {
  OutboxFullError,
  OutboxUnavailableError,
  OutboxUnstorableError,
} from './outbox/outbox-errors';
export { MemoryOutboxStorage } from './outbox/memory-outbox-storage';
export { enqueued, type OutboxResolution, retried } from './outbox/outbox-moves';
export {
  type OutboxOptions,
  type ResolvedOutboxOptions,
  resolveOutboxOptions,
} from './outbox/outbox-options';
export type { OutboxObserver, OutboxRuntime } from './outbox/outbox-runtime';
export type { OutboxChange, OutboxContents, OutboxStorage } from './outbox/outbox-storage';

// outlier
export { type Ejection, OutlierDetector } from './outlier/outlier-detector';
export type {
  EjectionOptions,
  FailureRateOptions,
  OutlierOptions,
  SuccessRateOptions,
} from './outlier/outlier-options';

// pipeline
export type { AbortControllerLike, AbortSignalLike } from './pipeline/abort-signal';
export { type AttemptInFlight, TimedAttempt } from './pipeline/attempt-in-flight';
export type { CallEvent, RefusedBy } from './pipeline/call-event';
export type { CallLimits, ServiceCallLimits } from './pipeline/call-limits';
export type { CallMeter } from './pipeline/call-meter';
export type { AttemptContext } from './pipeline/function-attempt';
export { type CallEnding, GuardedCall } from './pipeline/guarded-call';
export {
  type AttemptWatcher,
  type CallListener,
  type CallOnItsWay,
  type CallRuntime,
  type Gate,
  Guards,
  type HedgeRule,
} from './pipeline/guards';
export {
  type ExecuteOptions,
  pipeline,
  type Pipeline,
  type PipelineRuntime,
} from './pipeline/pipeline';
export type { HandlesOf, Policy } from './pipeline/policy';
export { type CallObserver, ProtectedCall } from './pipeline/protected-call';
export {
  type ResolvedServiceOptions,
  resolveServiceOptions,
  type RetryOptions,
  SERVICE_DEFAULTS,
  type ServiceOptions,
} from './pipeline/service-options';
export type { ServiceState, ServiceStatus } from './pipeline/service-status';
export {
  type Attempt,
  type AttemptEnding,
  isOverload,
  type Receiver,
  type Transport,
  type Verdict,
} from './pipeline/transport';
export { Upstream, type UpstreamListener } from './pipeline/upstream';
export { withBreaker } from './pipeline/with-breaker';
export { withBulkhead } from './pipeline/with-bulkhead';
export { withConcurrency } from './pipeline/with-concurrency';
export {
  type DeadlineHandle,
  type EarlyRefusalOptions,
  withDeadline,
} from './pipeline/with-deadline';
export { withEvents } from './pipeline/with-events';
export { withFallback } from './pipeline/with-fallback';
export { type HedgeHandle, type HedgeOptions, withHedge } from './pipeline/with-hedge';
export { type Judge, withJudge } from './pipeline/with-judge';
export { withName } from './pipeline/with-name';
export { withRateLimit } from './pipeline/with-rate-limit';
export { type PipelineRetryOptions, type RetryHandle, withRetry } from './pipeline/with-retry';
export { withRetryThrottle } from './pipeline/with-retry-throttle';
export { withThrottle } from './pipeline/with-throttle';
export { type TimeoutHandle, withTimeout } from './pipeline/with-timeout';

// plan
export { compose, type Composition, type PlanRegistry } from './plan/compose';
export { dag } from './plan/dag';
export type { FailurePolicy, Settled, TaskPolicy } from './plan/failure-policy';
export type { LayeredPlan, PolicyOptions } from './plan/layered-plan';
export { optional } from './plan/optional';
export { parallel } from './plan/parallel';
export type { Plan, PlanOptions, PlanStrategy } from './plan/plan';
export {
  InvalidPlanError,
  PlanCancelledError,
  PlanDeadlineError,
  PlanFailedError,
  type PlanProblem,
  RaceFailedError,
  TaskTimeoutError,
} from './plan/plan-errors';
export type { PlanNode } from './plan/plan-graph';
export type { PlanProgress, PlanStatus, TaskProgress, TaskStatus } from './plan/plan-progress';
export type {
  Fitting,
  Flat,
  FreeSteps,
  MissingOf,
  Outcome,
  PlanOf,
  ResultsOf,
  Steps,
  StepsAfter,
} from './plan/plan-results';
export { type PlanObserver, PlanRun, type PlanRunOptions, type ResultMap } from './plan/plan-run';
export type { PlanRuntime, ServiceLimits, ServicePort, ServiceReceiver } from './plan/plan-runtime';
export type { PlanSignal } from './plan/plan-signal';
export { priority } from './plan/priority';
export { race, type Winner } from './plan/race';
export { required } from './plan/required';
export type { Runnable } from './plan/runnable';
export { sequential } from './plan/sequential';
export { type PlanRequest, service, ServiceTask } from './plan/service';
export { settle } from './plan/settle';
export {
  type Answer,
  type PlanTask,
  type PlanTaskContext,
  type PlanTaskOptions,
  task,
} from './plan/task';
export { TaskDurations } from './plan/task-durations';

// queue
export { adaptiveLifo, type AdaptiveLifoOptions } from './queue/adaptive-lifo';
export type { Lane } from './queue/lane';
export type { Priority } from './queue/priority';
export type {
  OrderedLine,
  QueueDiscipline,
  QueueRegime,
  Serving,
  ServingOrder,
} from './queue/queue-discipline';
export type { Queued, Ranked } from './queue/queued';
export { type TaskOptions, TaskQueue } from './queue/task-queue';
export type { LimitPerKey, TaskQueueOptions } from './queue/task-queue-options';
export type { WaitingLine } from './queue/waiting-line';

// rate-limit
export { RateLimitError } from './rate-limit/rate-limit-error';
export {
  type RateRefusal,
  type RateReservation,
  TokenBucket,
  type TokenBucketOptions,
} from './rate-limit/token-bucket';

// retry
export { type Backoff, type BackoffOptions, createBackoff } from './retry/backoff';
export type { BackoffState } from './retry/decorrelated-jitter';
export { fullJitter } from './retry/full-jitter';
export { parseRetryAfter } from './retry/retry-after';
export { RetryBudget, type RetryBudgetOptions } from './retry/retry-budget';
export { RetryThrottle, type RetryThrottleOptions } from './retry/retry-throttle';

// routing
export { type ServiceMatch, ServiceMatcher } from './routing/service-matcher';

// saga
export {
  defineSaga,
  SagaBuilder,
  type SagaPhase,
  SagaSteps,
  type SagaWaitOptions,
} from './saga/define-saga';
export { exportSagaJson, exportSagaSpans } from './saga/export-saga';
export { MemoryJournal } from './saga/memory-journal';
export type {
  SagaContext,
  SagaDefinition,
  SagaNode,
  SagaScope,
  SagaStepOptions,
} from './saga/saga-definition';
export {
  CannotCancelAfterPivotError,
  SagaFencedError,
  SagaIdTakenError,
  SagaJournalFullError,
  SagaJournalLostError,
  SagaJournalUnavailableError,
  SagaUnstorableError,
} from './saga/saga-errors';
export type {
  SagaCommand,
  SagaEvent,
  SagaFact,
  SagaOperator,
  SagaReturnCause,
  SagaStuckCause,
} from './saga/saga-event';
export { SagaExecution, type SagaStop } from './saga/saga-execution';
export {
  BusinessError,
  classifySagaError,
  type SagaFailure,
  type SagaFailureKind,
  TechnicalError,
} from './saga/saga-failure';
export type { SagaHttp, SagaRequestOptions } from './saga/saga-http';
export type {
  ClaimedSaga,
  PostedSagaCommand,
  SagaAppend,
  SagaHistory,
  SagaJournal,
  SagaRecord,
  SagaStatus,
} from './saga/saga-journal';
export { isAtPivot, isPastPivot } from './saga/saga-recovery';
export type { SagaRetryOptions } from './saga/saga-retry';
export type { SagaCall, SagaNetwork, SagaObserver, SagaRuntime } from './saga/saga-runtime';
export { SagaState } from './saga/saga-state';
export type { SagaStepState, SagaStepStatus, SagaTries, SagaWait } from './saga/saga-step-state';

// series
export { type Extremes, extremesOf } from './series/extremes';
export { CallCounters, DURATION_BOUNDS, type DurationCounts } from './series/call-counters';
export { readRows, ROW_COLUMNS, type RowColumn, type SeriesRows } from './series/series-rows';
export { CALL_KINDS, type CallKind, type FailureKind, KIND } from './series/call-kind';
export { joinRows, type KeptRow, newestRow } from './series/kept-row';
export type { MetricTotals } from './series/metric-totals';
export { type RowListener, ServiceSeries } from './series/service-series';
export type { SeriesTier } from './series/series-tier';
export { SharedSketch } from './series/shared-sketch';
export type { Spread } from './series/spread-column';
export { TIERS, type TierName, tierFor } from './series/tiers';

// sketch
export { COARSE, FINE, LatencyScale } from './sketch/latency-scale';
export { LatencySketch } from './sketch/latency-sketch';
export { type PackedForm, PackedSketch } from './sketch/packed-sketch';
export { RecentLatency } from './sketch/recent-latency';

// slo
export { type Burn, burnIn, worstBurn } from './slo/burn-rate';
export { errorBudget, type ErrorBudget } from './slo/error-budget';
export {
  type BurnWindow,
  burnWindows,
  Slo,
  type SloCount,
  type SloIndicator,
  type SloOptions,
  type SloTotals,
} from './slo/slo';

// throttle
export { AdaptiveThrottle, type AdaptiveThrottleOptions } from './throttle/adaptive-throttle';
export { rampUp, type RampUpOptions } from './throttle/ramp-up';
export { ThrottledError } from './throttle/throttled-error';

// timeout
export { DeadlineTooShortError } from './timeout/deadline-too-short-error';
export { DeadlineTimer, type Timed } from './timeout/deadline-timer';

// trace
export { formatBaggage, parseBaggage } from './trace/baggage';
export { CallRecord, type CallBeginning } from './trace/call-record';
export type { AttemptTrace, CallTrace, TraceOutcome } from './trace/call-trace';
export { OperationRecord, type AttributeValue } from './trace/operation-record';
export { Redaction, copyOf, type RedactionOptions } from './trace/redaction';
export type { Span, SpanEvent, SpanKind } from './trace/span';
export { spansOf } from './trace/spans-of';
export {
  extractTraceContext,
  formatTraceparent,
  parseTraceparent,
  traceFlags,
  type TraceContext,
} from './trace/trace-context';
export { TraceRing, type RingNews } from './trace/trace-ring';
export {
  isInSample,
  resolveTraceSampling,
  type ResolvedTraceSampling,
  type TraceSampling,
} from './trace/trace-sampling';
export type { AttemptStep, EventStep, FallbackStep, TraceStep } from './trace/trace-step';
export { formatTracestate, parseTracestate } from './trace/tracestate';

// trend
export { forecast, type Forecast, type Trend, trendOf } from './trend/trend';

// window
export type { CallWindow, WindowTotals } from './window/call-window';
export { CountWindow } from './window/count-window';
export { lastCalls } from './window/last-calls';
export { TimeWindow } from './window/time-window';
export {
  type CallOutcome,
  type RecentOutcomes,
  type TrafficSnapshot,
  TrafficWindow,
} from './window/traffic-window';
