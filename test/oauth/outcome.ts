// An outcome that a test expects to be good, or to be a refusal.

import assert from 'node:assert/strict'
import type { OAuthOutcome, OAuthRefusal } from '../../src/oauth/shapes.ts'

export function value<T>(outcome: OAuthOutcome<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

export function refusal(outcome: OAuthOutcome<unknown>): OAuthRefusal {
  assert.ok(!outcome.ok)
  return outcome.refusal
}
