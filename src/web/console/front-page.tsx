import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useLanguage, useText } from '../kit/language.ts'
import { useFollow } from './follow.ts'
import { Page } from './page.tsx'
import type { PageGroup } from './pages.ts'

const SENTENCES = {
  missing: { ja: 'ページが見つかりません', en: 'There is no such page' },
  home: { ja: 'トップへ戻る', en: 'To the front page' },
} as const

/** What a console is for: every page of its menu, with what is done there. */
export function FrontPage({
  name,
  groups,
}: {
  readonly name: string
  readonly groups: readonly PageGroup[]
}) {
  const language = useLanguage()
  const follow = useFollow()
  return (
    <Page title={name}>
      <div className="console-cards">
        {groups.map(({ title, pages }) => {
          const inMenu = pages.filter(({ about }) => about !== undefined)
          if (inMenu.length === 0) return null
          return (
            <Container
              key={title.en}
              fitHeight
              header={<Header variant="h2">{title[language]}</Header>}
            >
              <SpaceBetween size="m">
                {inMenu.map((page) => (
                  <div key={page.path}>
                    <Link href={page.path} onFollow={follow}>
                      {page.title[language]}
                    </Link>
                    <Box color="text-body-secondary">{page.about?.[language]}</Box>
                  </div>
                ))}
              </SpaceBetween>
            </Container>
          )
        })}
      </div>
    </Page>
  )
}

/** For an address that no page has. */
export function NoPage({ home }: { readonly home: string }) {
  const t = useText(SENTENCES)
  const follow = useFollow()
  return (
    <Page title={t('missing')}>
      <Button href={home} onFollow={follow}>
        {t('home')}
      </Button>
    </Page>
  )
}
