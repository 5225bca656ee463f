import Button, { type ButtonProps } from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import { useFollow } from '../../console/follow.ts'

/** A link to another page of the console. */
export function To({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const follow = useFollow()
  return (
    <Link href={href} onFollow={follow}>
      {children}
    </Link>
  )
}

/** The same as a button. */
export function ButtonTo({
  href,
  variant = 'normal',
  children,
}: {
  readonly href: string
  readonly variant?: ButtonProps.Variant
  readonly children: ReactNode
}) {
  const follow = useFollow()
  return (
    <Button href={href} variant={variant} onFollow={follow}>
      {children}
    </Button>
  )
}
