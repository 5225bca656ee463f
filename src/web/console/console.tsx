import AppLayout from '@cloudscape-design/components/app-layout'
import SideNavigation, {
  type SideNavigationProps,
} from '@cloudscape-design/components/side-navigation'
import Spinner from '@cloudscape-design/components/spinner'
import { type ReactNode, Suspense, useEffect, useRef } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { type Sentence, useLanguage, useText } from '../kit/language.ts'
import { useTitle } from '../kit/title.ts'
import { Flashes, turnPage } from './flash.tsx'
import { useFollow } from './follow.ts'
import { FrontPage, NoPage } from './front-page.tsx'
import { ConsoleHeader } from './header.tsx'
import { OnlyFor } from './only-for.tsx'
import type { PageGroup } from './pages.ts'
import { useMendedMenu } from './use-mended-menu.ts'
import { useMenu } from './use-menu.ts'

interface Props {
  /** Who may be here. */
  readonly who: 'seller' | 'operator'
  readonly name: Sentence
  /** The console's front page, such as `/seller`; every other address begins with it. */
  readonly home: string
  readonly groups: readonly PageGroup[]
  /** What the front page shows; absent, what the console is for. */
  readonly front?: ReactNode
  /** What stands in the bar on top, such as a search. */
  readonly bar?: ReactNode
}

const SENTENCES = {
  menu: { ja: 'メニュー', en: 'Menu' },
  openMenu: { ja: 'メニューを開く', en: 'Open the menu' },
  closeMenu: { ja: 'メニューを閉じる', en: 'Close the menu' },
  messages: { ja: 'お知らせ', en: 'Messages' },
  loading: { ja: '読み込み中…', en: 'Loading…' },
} as const

/** A console: who may be here, the menu, messages, and the page that the address names. */
export function Console({ who, name, home, groups, front, bar }: Props) {
  const spoken = name[useLanguage()]
  return (
    <>
      <ConsoleHeader role={who} name={spoken} home={home} beside={bar} />
      <OnlyFor who={who} name={spoken}>
        <Inside spoken={spoken} home={home} groups={groups} front={front} />
      </OnlyFor>
    </>
  )
}

function Inside({
  spoken,
  home,
  groups,
  front,
}: Pick<Props, 'home' | 'groups' | 'front'> & { readonly spoken: string }) {
  const t = useText(SENTENCES)
  const [at] = useLocation()
  const [isMenuOpen, setMenuOpen] = useMenu()
  const before = useRef(at)
  useEffect(() => {
    if (before.current !== at) turnPage()
    before.current = at
  }, [at])
  useMendedMenu()
  return (
    <AppLayout
      headerSelector="#console-top"
      contentType="default"
      navigationWidth={240}
      toolsHide
      navigationOpen={isMenuOpen}
      onNavigationChange={({ detail }) => setMenuOpen(detail.open)}
      ariaLabels={{
        navigation: t('menu'),
        navigationToggle: t('openMenu'),
        navigationClose: t('closeMenu'),
        notifications: t('messages'),
      }}
      navigation={<Menu spoken={spoken} home={home} groups={groups} />}
      notifications={<Flashes />}
      content={
        <div id="console-content" tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path={home}>{front ?? <FrontPage name={spoken} groups={groups} />}</Route>
              {groups.flatMap(({ pages }) =>
                pages.map(({ path, component: Component }) => (
                  <Route key={path} path={path}>
                    {(params) => <Component key={JSON.stringify(params)} {...decoded(params)} />}
                  </Route>
                )),
              )}
              <Route>
                <NoPage home={home} />
              </Route>
            </Switch>
          </Suspense>
        </div>
      }
    />
  )
}

const decoded = (params: object): object =>
  Object.fromEntries(
    Object.entries(params).map(([name, text]) => [name, decodeURIComponent(String(text))]),
  )

function Menu({
  spoken,
  home,
  groups,
}: Pick<Props, 'home' | 'groups'> & { readonly spoken: string }) {
  const language = useLanguage()
  const follow = useFollow()
  const [at] = useLocation()
  const items = groups.flatMap(({ title, pages }): SideNavigationProps.Item[] => {
    const inMenu = pages.filter(({ about }) => about !== undefined)
    if (inMenu.length === 0) return []
    const links = inMenu.map(({ path, title }) => {
      return { type: 'link' as const, text: title[language], href: path }
    })
    return [{ type: 'section', text: title[language], items: links }]
  })
  const paths = groups.flatMap(({ pages }) => pages.map(({ path }) => path))
  const active = paths
    .filter((path) => at === path || at.startsWith(`${path}/`))
    .sort((a, b) => b.length - a.length)[0]
  return (
    <SideNavigation
      header={{ text: spoken, href: home }}
      items={items}
      activeHref={active ?? at}
      onFollow={follow}
    />
  )
}

function Loading() {
  const t = useText(SENTENCES)
  useTitle(t('loading'))
  return (
    <p role="status" className="loading">
      <Spinner /> {t('loading')}
    </p>
  )
}
