import type { Category } from "../catalogue/catalogue";

/** The categories that a tool is put into. */
export type ToolCategory = Exclude<Category, "Other" | "Unknown">;

/**
 * What a verb in a tool's name says about the tool: data, in several languages. A verb is listed under what it does to the
 * world behind the server, not under how dangerous that may be.
 */
const verbsByCategory: Readonly<Record<ToolCategory, string>> = {
  Read: `
    get list search find return read fetch describe show view lookup look check count browse inspect analyze analyse
    summarize summarise explain retrieve validate verify compare diff monitor watch preview estimate calculate compute help
    ping whoami discover resolve detect scan audit tail peek load extract parse translate transcribe
    screenshot capture snapshot query select ask recall introspect trace profile lint measure forecast recommend suggest display diagnose enumerate
    match filter sort aggregate autocomplete geocode reverse export crawl head stat stats status info details history
    tree grep glob ls cat pwd poll wait review rank score hover consume decompile disassemble decrypt whois dump
    obtener listar buscar leer consultar mostrar ver
    obtenir lister chercher rechercher lire afficher
    lesen suchen anzeigen holen auflisten abrufen
    cercare leggere elencare
    取得 検索 一覧 查询 获取 搜索 列出`,
  Write: `
    create add update set edit modify write insert save upload put patch post send reply comment assign unassign move
    rename copy duplicate clone import register link attach tag label mark enable subscribe publish upsert append configure
    change close reopen open archive unarchive merge fork commit push pull checkout branch star follow invite schedule reschedule book
    store remember record react share pin unpin restore replace submit draft generate make new mkdir touch
    switch place allocate manage finalize finalise handle autofix contest relist download provision transition approve reject accept decline convert annotate resize crop customize customise bulk batch
    pause unpause resume mute unmute lock unlock sign complete finish toggle increment email notify
    forward quote bookmark favorite favourite like vote join leave stage rotate queue enqueue prepare define
    revert refresh unsave upgrade downgrade freeze unfreeze credit respond acknowledge confirm begin end disable opt normalize normalise
    initialize initialise init setup compose log track observe ingest index embed
    produce dismiss adjust enroll unenroll prescribe skip snooze remind escalate ship fulfill rebase stash squash encrypt
    unfollow unlike unstar hide unhide block unblock suspend unsuspend grant demote onboard renew override seed
    silence release trim initiate backup mirror tweet retweet mount unmount cordon uncordon
    crear agregar anadir actualizar guardar escribir enviar editar
    creer ajouter modifier ecrire envoyer enregistrer
    erstellen hinzufugen schreiben andern speichern senden
    creare aggiungere scrivere inviare
    作成 更新 追加 创建 更新 添加 发送`,
  Execute: `
    run execute exec invoke call trigger start stop restart launch deploy build eval evaluate spawn dispatch rerun retry
    click type press navigate goto drag tap swipe scroll fill install apply sync process reboot shutdown connect
    disconnect login logout authenticate render compile train scrape redeploy promote rollback scale migrate send_keys
    simulate play activate perform submit_job enforce inject attach_debugger fuzz exploit dial isolate quarantine speak act delegate orchestrate handoff automate bash shell turn control test emulate
    ejecutar iniciar detener executer lancer ausfuhren starten eseguire 実行 执行 运行`,
  Destructive: `
    delete remove destroy drop purge wipe erase clear reset truncate kill terminate revoke uninstall unlink prune flush
    rollback_all forget ban discard cleanup clean nuke empty rm rmdir unpublish del trash expunge abort cancel deactivate
    decommission detach evict drain unregister unsubscribe void kick offboard overwrite invalidate
    eliminar borrar quitar supprimer effacer loschen entfernen cancellare eliminare rimuovere 削除 删除 移除`,
  Financial: `
    pay charge refund transfer withdraw deposit purchase buy sell trade payout swap stake bid capture_payment invest
    settle disburse remit repay redeem debit mint airdrop unstake donate tip reimburse topup liquidate pagar cobrar transferir payer rembourser bezahlen uberweisen pagare 支付 送金`,
};

const verbs: ReadonlyMap<string, ToolCategory> = new Map(
  Object.entries(verbsByCategory).flatMap(([category, words]) =>
    words
      .trim()
      .split(/\s+/)
      .map((word): [string, ToolCategory] => [word, category as ToolCategory]),
  ),
);

/** Words that are nouns more often than verbs where they do not begin a name: `start_trace`, `unarchive_post`. */
const nounLike = new Set(
  `trace log logs post comment order list search help status info history tree record label tag link branch star fork
  position transfer charge refund trade bid swap review report index profile schedule draft reply share vote
  query filter sort match check load preview export head stage queue note pin event type press process build compose
  purchase pay like call return sign plan stats details screenshot snapshot audit score rank measure diff control test handle display download block grant backup mirror dump seed mint ship stash release`.split(
    /\s+/,
  ),
);

/** Whether a word is a noun, or says of one what was done to it, unless it begins a name: `order`, `logs`, `staged`. */
export function isNounLike(word: string): boolean {
  return (
    nounLike.has(word) || (!isBareVerb(word) && (word.endsWith("ed") || stems(word).some((stem) => nounLike.has(stem))))
  );
}

/** Whether a word is a verb as it stands, and no form of one. */
export function isBareVerb(word: string): boolean {
  return verbs.has(plainLetters(word));
}

/** Things that are money, or an obligation to pay it: what writes them moves money. */
const moneyNouns = new Set(
  `payment payments payout payouts refund refunds charge charges transfer transfers invoice invoices order orders
  subscription subscriptions purchase purchases checkout escrow wallet funds withdrawal deposit trade trades position positions
  transaction transactions swap bid money payroll bill bills wire`.split(/\s+/),
);

/** What a word says as a verb, in any of its usual forms ("deletes", "deleting", "deleted"); undefined when it is none. */
export function verbOf(word: string): ToolCategory | undefined {
  if (told.has(word)) return told.get(word);
  const found = lookedUp(word);
  if (told.size >= mostTold) told.clear();
  told.set(word, found);
  return found;
}

/** Thousands of names are made of the same few words. */
const told = new Map<string, ToolCategory | undefined>();
const mostTold = 2_000;

function lookedUp(word: string): ToolCategory | undefined {
  const direct = verbs.get(plainLetters(word));
  if (direct !== undefined) return direct;
  for (const stem of stems(word)) {
    const found = verbs.get(stem);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function isMoney(word: string): boolean {
  return moneyNouns.has(word);
}

/** Without accents: "hinzufügen" is written "hinzufugen" in names as well. */
function plainLetters(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "");
}

function stems(word: string): readonly string[] {
  if (word.length < 4) return [];
  const found: string[] = [];
  if (word.endsWith("ies")) found.push(`${word.slice(0, -3)}y`);
  if (word.endsWith("es")) found.push(word.slice(0, -2));
  if (word.endsWith("s") && !word.endsWith("ss")) found.push(word.slice(0, -1));
  for (const ending of ["ing", "ed"]) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    found.push(stem, `${stem}e`);
    if (stem.at(-1) === stem.at(-2)) found.push(stem.slice(0, -1));
  }
  return found;
}
