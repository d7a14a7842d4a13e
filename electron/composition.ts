import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { createBodyStore } from './adapters/body-store.ts'
import { composeIdentities } from './composition/identities.ts'
import { composeInspection } from './composition/inspection.ts'
import { composeNetwork } from './composition/network.ts'
import { composeSafekeeping } from './composition/safekeeping.ts'
import { composeStarters } from './composition/starters.ts'
import { composeWorkspaces } from './composition/workspaces.ts'
import type { ProfileId } from './contract/ids.ts'
import type { Discovered } from './contract/profiles.ts'
import type { Settings } from './contract/settings.ts'
import type { VaultStatus } from './contract/vault.ts'
import { createReasonTeller } from './domain/challenges/reason-teller.ts'
import { lookAtOtherProfiles } from './domain/challenges/other-profiles.ts'
import { createFindLogin } from './domain/find-login/find-login.ts'
import { createOwnIntrospection } from './domain/inspection/introspect-own.ts'
import { hasTokens } from './domain/profiles/needs-person.ts'
import { resolveIssuer } from './domain/profiles/resolve-client.ts'
import { createRequestSender } from './domain/requests/send-request.ts'
import { createTokenService } from './domain/token-service/token-service.ts'
import { createWorthlessTokens } from './domain/tokens/worthless-tokens.ts'
import { createLastSessionFile } from './host/last-session-file.ts'
import { createProfileFile } from './host/profile-file.ts'
import { createSettingsFile } from './host/settings-file.ts'
import { appHandlers } from './ipc/handlers/app-handlers.ts'
import { collectionHandlers } from './ipc/handlers/collection-handlers.ts'
import { findLoginHandlers } from './ipc/handlers/find-login-handlers.ts'
import { inspectionHandlers } from './ipc/handlers/inspection-handlers.ts'
import { playgroundHandlers } from './ipc/handlers/playground-handlers.ts'
import { profileHandlers } from './ipc/handlers/profile-handlers.ts'
import { requestHandlers } from './ipc/handlers/request-handlers.ts'
import { settingsHandlers } from './ipc/handlers/settings-handlers.ts'
import { signInHandlers } from './ipc/handlers/sign-in-handlers.ts'
import { tokenHandlers } from './ipc/handlers/token-handlers.ts'
import { tokenServiceHandlers } from './ipc/handlers/token-service-handlers.ts'
import { vaultHandlers } from './ipc/handlers/vault-handlers.ts'
import { workbenchHandlers } from './ipc/handlers/workbench-handlers.ts'
import { createPublish } from './ipc/publish.ts'
import { createRouter } from './ipc/router.ts'
import { createPlaygroundControl } from './playground/playground-control.ts'
import type { Surroundings } from './surroundings.ts'

/** Reads top to bottom like a wiring diagram; the only file that knows who gets what. */
export function composeClaimcheck(outside: Surroundings) {
  const { dataFolder, openStore, now, monotonicMs, reportBug } = outside
  const inData = (...names: string[]) => path.join(dataFolder, ...names)
  const reportQuietly = (thrown: unknown) => reportBug(randomUUID(), thrown)
  const publish = createPublish(outside.deliver)
  const tellProfiles = (ids: readonly ProfileId[]) => publish('profiles.changed', { profileIds: [...ids] })

  const settings = createSettingsFile(dataFolder, openStore)
  const lastSession = createLastSessionFile(dataFolder, openStore)
  const profileFile = createProfileFile(dataFolder, openStore)
  const { exclusively, vault, onLocked, timeline, autoLock } = composeSafekeeping({
    ...{ outside, lastSession, settings: settings.get, reportBug: reportQuietly },
  })

  const playground = createPlaygroundControl({
    launch: outside.launchPlayground((message) => reportQuietly(new Error(message))),
    memory: {
      get: () => lastSession.get().playground,
      change: (part) => lastSession.save(({ playground: before }) => ({ playground: { ...before, ...part } })),
    },
    onChanged: (status) => {
      keeper.reconsider()
      publish('playground.changed', status)
    },
    onStartedAnew: async () => {
      const ids = profileFile.all().flatMap(({ isPlayground, id, way }) => (isPlayground && hasTokens(way) ? [id] : []))
      const sessions = await Promise.all(ids.map(keeper.session))
      await worthless.forget(ids)
      return sessions.filter(({ state }) => state === 'active').length
    },
  })
  const { workspaces, variables, ready, resolveUrl } = composeWorkspaces({
    ...{ outside, lastSession, profileFile, playground, publish, tellProfiles, reportBug: reportQuietly },
    onVariablesChanged: () => keeper.reconsider(),
  })

  const bodies = createBodyStore({ folder: inData('bodies') })
  const network = composeNetwork({ outside, settings: settings.get, playground, bodies })
  const identities = composeIdentities({
    ...{ outside, network, vault, exclusively, timeline, store: profileFile, publish, onChanged: tellProfiles },
    variables: variables.current,
    reportBug: reportQuietly,
  })
  const { keeper, profiles, exchange, transfer, desk, credentials, resolveClient, heldToken } = identities
  const looking = composeInspection({
    ...{ ...identities, profiles: profileFile, variables: variables.current, now, monotonicMs },
    ...{ discover: network.provider.discover, fetchJwks: network.fetchJwks },
  })
  const worthless = createWorthlessTokens({ forget: keeper.forget })
  const otherProfiles = (except: ProfileId | null) =>
    lookAtOtherProfiles({ profiles: profileFile, keeper, heldToken, except })
  const sender = createRequestSender({
    ...{ transport: network.transport, credentials, now, monotonicMs, version: outside.facts.version },
    noteServerDate: keeper.noteServerDate,
    findProfile: profileFile.find,
    otherProfiles,
    looseToken: looking.sendable,
    onExchanged: looking.exchangeTokens.onExchanged,
    // Read anew by `ready` just before; a send must not wait for the file twice.
    variables: variables.current,
  })
  const tokenService = createTokenService({
    ...{ server: network.tokenServer, findProfile: profileFile.find, resolveClient, keeper, now },
    openBrowser: outside.openLink,
  })
  const reasons = createReasonTeller({
    ...looking.exchangeTokens,
    introspect: createOwnIntrospection({
      ...{ ...tokenService, profiles: profileFile, variables: variables.current, ready },
    }),
    others: otherProfiles,
  })
  const findLogin = createFindLogin({
    ...{ finder: network.finder, saveProfile: profiles.save, now },
    takenNames: () => profileFile.all().map(({ name }) => name),
  })
  async function discover(issuer: string): Promise<Discovered> {
    await ready(null, issuer)
    return network.provider.discover(resolveIssuer(issuer, variables.current()))
  }

  const { seed, seeded, addExamples } = composeStarters({
    ...{ profiles, store: profileFile, lastSession, reportBug: reportQuietly },
  })

  onLocked(network.forgetKeys)
  onLocked(looking.letGo)
  vault.onChanged(() => {
    void worthless.forgetOwed().catch(reportQuietly)
    keeper.reconsider()
    publish('vault.changed', {})
    void seed().then(() => tellProfiles(profileFile.all().map(({ id }) => id)), reportQuietly)
  })

  /** The vault, and what else would tell of it: who was signed in when, and sign-ins under way. */
  async function forgetEverything(): Promise<VaultStatus> {
    for (const { id } of profileFile.all()) desk.cancel(id)
    const status = await vault.forgetEverything()
    looking.letGo()
    await timeline.clear()
    return status
  }

  let refreshesInBackground = settings.get().refreshInBackground
  function applySettings(next: Settings): void {
    outside.applyTheme(next)
    // Only where it was changed: to resume is to try again at once what a server asked to wait for.
    if (next.refreshInBackground === refreshesInBackground) return
    refreshesInBackground = next.refreshInBackground
    if (refreshesInBackground) keeper.resume()
    else keeper.suspend()
  }

  const route = createRouter({
    appOrigin: outside.appOrigin,
    reportBug,
    handlers: {
      ...appHandlers({ facts: outside.facts, openLink: outside.openLink }),
      ...settingsHandlers({ settings, apply: applySettings }),
      ...vaultHandlers({ vault: { ...vault, forgetEverything }, transfer }),
      ...profileHandlers({ profiles, exchange, discover, seeded }),
      ...findLoginHandlers({ findLogin, resolveUrl }),
      ...signInHandlers({ desk, ready }),
      ...tokenHandlers({
        ...{ keeper, ready, ...looking.inspection, findSubject: looking.findSubject, copySecret: outside.copySecret },
        clearClipboardAfterSeconds: () => settings.get().clearClipboardAfterSeconds,
      }),
      ...tokenServiceHandlers({ service: tokenService, ready }),
      ...inspectionHandlers({
        ...{ ...looking, history: identities.history, introspectToken: tokenService.introspectToken, ready, now },
        profileName: (id) => profileFile.find(id)?.name ?? null,
      }),
      ...requestHandlers({
        sender,
        reasons,
        bodies,
        ready,
        readVariables: variables.reload,
        askWhereToSave: () => outside.askWhereToSave('response'),
      }),
      ...collectionHandlers(workspaces),
      ...workbenchHandlers(workspaces),
      ...playgroundHandlers(playground, {
        async addExamples() {
          await (await workspaces.current()).collections.addExamples()
          return addExamples()
        },
      }),
    },
  })

  return {
    route,
    settings,
    /** After the window is on its way: what nobody waits for. */
    async begin(): Promise<void> {
      await variables.reload()
      await seeded()
      if (settings.get().refreshInBackground) keeper.startBackground()
      autoLock.start()
    },
    screenLocked: () => void autoLock.screenLocked().catch(reportQuietly),
    suspend: (): void => {
      keeper.suspend()
      void autoLock.suspended().catch(reportQuietly)
    },
    resume: (): void => {
      if (refreshesInBackground) keeper.resume()
    },
    unsavedSignIns: () => keeper.unsaved.whose().flatMap((id) => profileFile.find(id)?.name ?? []),
    saveUnsaved: keeper.unsaved.saveAgain,
    async end(): Promise<void> {
      sender.close()
      await (await workspaces.current()).workbench.settled()
      autoLock.stop()
      await keeper.stop()
      await Promise.all([vault.settled(), playground.stop(), bodies.close()])
      await Promise.all([profileFile.settled(), settings.settled(), lastSession.settled()])
    },
  }
}
