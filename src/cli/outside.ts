import { systemClock } from '../clock/clock.ts'
import { Problem } from '../database/problems.ts'
import type { AwsAccess } from '../net/aws.ts'
import type { Mode } from '../usecases/clock/open.ts'
import { type Outside, PATIENCE } from '../usecases/notifications/outside.ts'

/**
 * Where notifications can be sent: `TAMARU_AWS_ENDPOINT` instead of Amazon's own hosts, the usual
 * `AWS_…` credentials, and `TAMARU_LOOPBACK=allowed` for webhooks to this machine, in a sandbox.
 */
export function outsideOf(env: NodeJS.ProcessEnv, mode: Mode): Outside {
  const { TAMARU_LOOPBACK: loopback = 'refused' } = env
  if (loopback !== 'refused' && (loopback !== 'allowed' || mode === 'production')) {
    const allowed = mode === 'production' ? 'refused' : 'refused or allowed'
    throw new Problem('usage-invalid', `TAMARU_LOOPBACK is "${loopback}"; set it to ${allowed}`)
  }
  return {
    aws: awsOf(env),
    patience: PATIENCE,
    reach: loopback === 'allowed' ? 'public-and-loopback' : 'public',
    machineNow: () => systemClock.now(),
  }
}

function awsOf(env: NodeJS.ProcessEnv): AwsAccess | null {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env
  if (!accessKeyId || !secretAccessKey) return null
  const { AWS_SESSION_TOKEN: sessionToken, TAMARU_AWS_ENDPOINT: endpoint } = env
  const url = endpoint ? URL.parse(endpoint) : null
  if (endpoint && !url) {
    throw new Problem('usage-invalid', `TAMARU_AWS_ENDPOINT is "${endpoint}", which is no address`)
  }
  return {
    patience: PATIENCE,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
    ...(url ? { endpoint: url } : {}),
  }
}
