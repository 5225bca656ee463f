import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTitle } from '../kit/title.ts'
import { useFollow } from './follow.ts'

interface Props {
  readonly title: string
  /** One or two sentences below the title. */
  readonly about?: ReactNode
  /** Beside the title, such as how many there are. */
  readonly counter?: string | undefined
  /** Buttons at the title's other end. */
  readonly actions?: ReactNode
  /** The pages above this one, the console's front page first. */
  readonly above?: readonly { readonly text: string; readonly href: string }[]
  readonly children: ReactNode
}

/** Gives the page's title the focus, without moving what is seen. */
export const focusTitle = (): void =>
  document.querySelector<HTMLElement>('.console-heading')?.focus({ preventScroll: true })

/** Whether the first page has been shown: then changing pages moves the focus to the new one. */
let isFirst = true

/** A page of a console: where it is, its title, what can be done there, and its content. */
export function Page({ title, about, counter, actions, above = [], children }: Props) {
  useTitle(title)
  const follow = useFollow()
  const heading = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!isFirst) {
      scrollTo(0, 0)
      heading.current?.focus()
    }
    isFirst = false
  }, [])
  const crumbs = [...above, { text: title, href: '' }]
  return (
    <ContentLayout
      breadcrumbs={
        above.length > 0 ? <BreadcrumbGroup items={crumbs} onFollow={follow} /> : undefined
      }
      header={
        <Header variant="h1" description={about} counter={counter} actions={actions}>
          <span ref={heading} tabIndex={-1} className="console-heading">
            {title}
          </span>
        </Header>
      }
    >
      {children}
    </ContentLayout>
  )
}
