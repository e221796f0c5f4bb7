import type { Client } from 'pg';

/** The commonest words of the generated record; the most common first, as in any text. */
const field = `strike talks union studios agreement offer members proposal residuals streaming wages contract writers actors vote committee
  session artificial intelligence pension health minimum compensation ratification authorization deadline replica consent scale background
  performers directors showrunner staffing licensing mediator picket lockout tentative counterproposal blackout`.split(/\s+/);

/** Made-up words, so that there are as many different ones as in a large record, each rarer than the one before. */
function madeUp(number: number): string {
  const syllables = [
    'ba',
    'cor',
    'den',
    'fil',
    'gar',
    'hon',
    'jes',
    'kel',
    'lim',
    'mor',
    'nad',
    'pol',
    'ras',
    'sut',
    'tev',
    'vin',
    'wex',
    'zan',
  ];
  let word = '';
  for (let rest = number + 400; rest > 0; rest = Math.floor(rest / syllables.length)) word += syllables[rest % syllables.length] ?? '';
  return word;
}

const sentences = 50_000;

/** The sentences of event `"slug" || i` in a FROM clause: `headline`, `summary` and `rest`, each with its `text` and its `words`. */
export const proseOf = (event: string) =>
  [
    ['headline', 1],
    ['summary', 7],
    ['rest', 31],
  ]
    .map(([name, step]) => `JOIN prose ${name} ON ${name}.id = abs(hashtext(${event})) / ${step} % ${sentences}`)
    .join(' ');

/** Fills a temporary table `prose` with sentences (`id` from 0) whose words are as unevenly common as in real text. */
export async function writeProse(client: Client): Promise<void> {
  const words = [...field, ...Array.from({ length: 12_000 }, (_, index) => madeUp(index))];
  await client.query('SELECT setseed(0.5)');
  await client.query(
    'CREATE TEMPORARY TABLE vocabulary ON COMMIT DROP AS SELECT w AS word, n - 1 AS rank FROM unnest($1::text[]) WITH ORDINALITY AS v(w, n)',
    [words],
  );
  await client.query(`
    CREATE TEMPORARY TABLE prose ON COMMIT DROP AS
    SELECT *, to_tsvector('parley', text) AS words FROM (SELECT p.id, string_agg(v.word, ' ') AS text
    FROM (SELECT id, floor(exp(random() * ln(${words.length})) - 1)::int AS rank FROM generate_series(0, ${sentences - 1}) id, generate_series(1, 11)) p
    JOIN vocabulary v ON v.rank = p.rank GROUP BY p.id) s`);
  await client.query('ANALYZE prose');
}

/**
 * Fills what searches read, which the triggers did not while they were off. A million events are quicker put together from
 * sentences than by the view; what they are found by is the same.
 */
export async function fillSearch(client: Client): Promise<void> {
  await client.query('SET LOCAL jit = off');
  await client.query(`INSERT INTO "SearchEntry" SELECT * FROM "SearchText" WHERE "entity" <> 'EVENT'`);
  await client.query('CREATE TEMPORARY TABLE context ON COMMIT DROP AS SELECT "slug", "words" FROM "SearchNegotiation"');
  await client.query(`
    INSERT INTO "SearchEntry"
    SELECT 'EVENT', e."id", false, 'EVENT', e."negotiationSlug", e."date", e."effectiveDay", e."sortKey", NULL, e."significance" = 'MAJOR', e."headline",
      jsonb_build_array(jsonb_build_object('text', e."summary", 'quote', false, 'source', 's-1')), '/events/' || e."id",
      setweight(headline.words, 'A') || setweight(summary.words, 'C') || setweight(rest.words, 'C') || context.words
        || parley_search_filters('EVENT', e."negotiationSlug", e."sortKey")
    FROM "Event" e JOIN context ON context."slug" = e."negotiationSlug"
    ${proseOf(`e."negotiationSlug" || split_part(e."id", '-', 6)`)}`);
  await client.query('INSERT INTO "SearchWord" SELECT word FROM vocabulary WHERE length(word) BETWEEN 4 AND 40 ON CONFLICT DO NOTHING');
}

/** Searches as readers make them, and the worst that they can make, as paths of the API. */
export const searches: readonly string[] = [
  'q=tentative%20counterproposal',
  'q=picket%20lockout%20mediator',
  'q=%22artificial%20intelligence%22',
  'q=strike',
  'q=strike%20talks%20union',
  'q=strike%20or%20talks%20or%20offer',
  'q=strike&from=1990-01-01&to=1990-12-31',
  'q=strike&negotiation=n-15',
  'q=strike&kind=DEMAND',
  'q=counterpropsal%20medaitor',
  'q=xylophone%20qwertyuiop',
  'q=negotiation',
].map((query) => `/api/v1/search?${query}`);
