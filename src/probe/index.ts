// The room of probing as others see it. Probes only observe: see `stages.ts` for what each touches, needs and gives.

export { type ProbeAllRequest, type ProbeRun, type ProbeTarget, probeAll } from './all.ts'
export { AttemptBudget } from './budget.ts'
export { type ClockReading, clockSkew } from './clock.ts'
export { probeEndpoint } from './endpoint.ts'
export { hintsOf, replyPolicy, signInNames } from './hints.ts'
export type { Credential, HeardReply, NotTried, ProbeEnd, ProbeEndpoint, ProbeHints, ProbeRequest, ProbeResult } from './probe.ts'
export { type SecretShape, secretShape } from './secret-shape.ts'
export { STAGES, type Stage, type Touches, touchesOf } from './stages.ts'
export type { Change, VerdictWord } from './verify/verdict.ts'
export {
  type NotSent,
  type SentMessage,
  type Verification,
  type VerifyPlan,
  type VerifyProgress,
  type VerifyWatch,
  verifyMailbox,
} from './verify/verify.ts'
