export { Picks } from './balancing/picks';
export { Bulkheads } from './bulkhead/bulkheads';
export { CircuitBreakers, type CircuitView } from './circuit-breaker/circuit-breakers';
export { CircuitJournal, type CircuitJournalEntry } from './circuit-breaker/circuit-journal';
export { ConvoyCircuitBreaker } from './circuit-breaker/convoy-circuit-breaker';
export {
  ConvoyCircuitFallback,
  type ConvoyCircuitContext,
} from './circuit-breaker/convoy-circuit-fallback';
export {
  CONVOY_CONFIG,
  type ConvoyConfig,
  type InstanceConfig,
  type OriginsConfig,
  type ServiceConfig,
  type ServicePolicyConfig,
  type ServiceDefaults,
} from './config/convoy-config';
export { type BalancingConfig, type PolicyToken } from './config/inject-policy';
export { convoyExtension, type ConvoyExtension } from './config/convoy-extension';
export { type ResolvedService } from './config/resolve-service';
export { ConvoyModule } from './convoy-module';
export { consulRegistry, type ConsulRegistryOptions } from './discovery/consul-registry';
export {
  ENDPOINT_MEMORY,
  localStorageMemory,
  type EndpointMemory,
} from './discovery/endpoint-memory';
export {
  ENDPOINT_SOURCE,
  RegistrationRefusedError,
  type EndpointObserver,
  type EndpointRegistrar,
  type EndpointRegistration,
  type EndpointSource,
  type EndpointSourceRuntime,
  type RegistryAnswer,
  type RegistryRequest,
  type StandIn,
} from './discovery/endpoint-source';
export { jsonRegistry, type JsonRegistryOptions } from './discovery/json-registry';
export { type Lease, type LeaseState } from './discovery/lease';
export { Registrations, type AnnounceOptions } from './discovery/registrations';
export { sourceChain } from './discovery/source-chain';
export { staticEndpoints } from './discovery/static-endpoints';
export { withRegistry, type RegistryOptions } from './discovery/with-registry';
export { CALL_CACHE, type AskForCall, type CallCache } from './http/call-cache';
export { callOptionsOf, convoy, type CallOptions } from './http/convoy-context';
export { ConvoyHttpInterceptor } from './http/convoy-http-interceptor';
export { convoyInterceptor } from './http/convoy-interceptor';
export {
  FALLBACK,
  type Elsewhere,
  type FailedCall,
  type Fallback,
  type FallbackHandler,
  type FallbackKind,
  type FallbackStrategy,
} from './http/fallback';
export { judgeHttpError } from './http/judge-http-error';
export { callOf, type FallbackSource, type ServiceCall } from './http/service-call';
export { withConvoy } from './http/with-convoy';
export { WRITE_QUEUE, type OutboxCallOptions, type WriteQueue } from './http/write-queue';
export {
  ConvoyOrchestration,
  type ConvoyOrchestrationContext,
} from './orchestrator/convoy-orchestration';
export {
  ConvoyServiceOrchestrator,
  type OrchestrationStrategy,
  type ServiceFailure,
  type ServiceResponse,
} from './orchestrator/convoy-service-orchestrator';
export { type OrchestratedService } from './orchestrator/orchestrated-services';
export { OrchestrationRun, type OrchestrationRunOptions } from './orchestrator/orchestration-run';
export { type OrchestrationRecord, OrchestrationRuns } from './orchestrator/orchestration-runs';
export { Orchestrator, type RunOptions, type ServiceRequest } from './orchestrator/orchestrator';
export { guarded } from './pipeline/guarded';
export { PIPELINE_RUNTIME } from './pipeline/pipeline-runtime';
export { Frames, type FrameSignal } from './platform/frames';
export { PAGE_BASE } from './platform/page-base';
export { CLOCK, IDS, RANDOM } from './platform/tokens';
export { provideConvoy } from './provide-convoy';
export { OriginQueues } from './queue/origin-queues';
export { type QueueSnapshot } from './queue/queue-snapshot';
export { Queues } from './queue/queues';
export {
  type InstanceRecord,
  type RegistryProblem,
  type ServiceRecord,
} from './registry/service-record';
export { ServiceRegistry } from './registry/service-registry';
export { Upstreams, type UpstreamsListener } from './registry/upstreams';
export { LeaderTab } from './tabs/leader-tab';
export { TabChannel } from './tabs/tab-channel';
export { NO_LOCK, type TabLock } from './tabs/tab-lock';
export { TAB_SCOPE } from './tabs/tab-scope';
export { WebLock } from './tabs/web-lock';
export { ActiveTrace } from './trace/active-trace';
export {
  injectTrace,
  traceFields,
  type InjectedTrace,
  type TraceFields,
} from './trace/inject-trace';
export { type Operation } from './trace/operation';
export { PageTrace } from './trace/page-trace';
export { traceOf } from './trace/trace-of';
export { Tracer, type CallSubject, type OperationOptions } from './trace/tracer';
export { Traces, type KeptTrace } from './trace/traces';
export { TRACING, withTracing, type TracingOptions } from './trace/tracing';
export { Traffic, type InstanceTraffic } from './traffic/traffic';
