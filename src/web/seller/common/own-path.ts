import { useSeller } from '../../console/only-for.tsx'

/** The address of something of the seller at work, such as `listings`; of its account with none. */
export const useOwnPath = (): ((rest?: string) => string) => {
  const seller = `/v1/sellers/${encodeURIComponent(useSeller())}`
  return (rest) => (rest === undefined ? seller : `${seller}/${rest}`)
}
