-- The dataset as one SQLite database.
--
-- The views are the public part, one for each question, with the columns that every machine format has; so are the two
-- tables that come first. The comment above a view says what it lists, its key, and which columns a table shows. The
-- comment after a column is its entry in the data dictionary: its type, a colon, its meaning. `!` marks a column that is
-- never empty, `of List` names the closed list of its words (kzby/model/terms.py), "words" are its header where that is
-- not its name. Types:
--   id, text, word (of a closed list), number, flag (0 or 1), date (EDTF), day (YYYY-MM-DD);
--   region, person, organization, sector, article, record (the id of one), speaker, party (the id of one of several);
--   [type] (a JSON list of them), {type} (a JSON object).
--
-- Tables refer to a record by its position, views by its id. Words of closed lists are ordered as their lists are.
--
-- DuckDB runs the views' texts too. There, a text out of JSON keeps its quotation marks: hence trim(..., '"'); and
-- json_group_array takes no DISTINCT: hence the nested SELECTs.

CREATE TABLE dictionary (
    view TEXT,          -- word: the view, or the public table, that has the column
    position INTEGER,   -- number: its place among the columns, from 0
    name TEXT,          -- text: its name
    type TEXT,          -- text: its type
    meaning TEXT,       -- text: what it holds
    header TEXT,        -- text: what a table calls it
    required BOOLEAN,   -- flag: whether every row has a value
    words JSON,         -- [text]: the words it can hold, if they are a closed list
    PRIMARY KEY (view, name)
) WITHOUT ROWID;

-- What is cited as the source of an answer: one row.

CREATE TABLE dataset (
    version TEXT NOT NULL,  -- text: the version of kzby that compiled the dataset
    sha256 TEXT NOT NULL,   -- text: the hash of its files: of the list that sha256sum prints of them, in order of names
    released TEXT NOT NULL  -- day: when that version of kzby was released
);

-- What each view lists: the columns that tell its rows apart, and those that a table shows, in its order.

CREATE TABLE catalogue (view TEXT PRIMARY KEY, about TEXT, key JSON, shown JSON) WITHOUT ROWID;

-- The vocabularies. `name` holds every spelling of everything that has a name, folded for comparison, the usual one with
-- the lowest rank, and the ids of all, of records too; `inside` says which regions and sectors lie within which, each
-- also within itself.

CREATE TABLE region (
    id TEXT PRIMARY KEY, name TEXT, type TEXT, within TEXT, capital TEXT, names JSON, formerly JSON, split_from JSON,
    formerly_within JSON, split_off JSON, position INTEGER
) WITHOUT ROWID;
CREATE TABLE sector (id TEXT PRIMARY KEY, name TEXT, within TEXT, isic TEXT) WITHOUT ROWID;
CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT, side TEXT, spellings JSON, aliases JSON, roles JSON) WITHOUT ROWID;
CREATE TABLE organization (
    id TEXT PRIMARY KEY, name TEXT, type TEXT, side TEXT, region TEXT, spellings JSON, aliases JSON
) WITHOUT ROWID;
CREATE TABLE article (
    id TEXT PRIMARY KEY, headline TEXT, publisher TEXT, agency TEXT, url TEXT, file TEXT, sha256 TEXT, language TEXT,
    dateline TEXT, published TEXT, published_earliest TEXT, published_latest TEXT, dating TEXT, text TEXT,
    titles JSON, headline_basis TEXT, publisher_note TEXT, changes JSON
) WITHOUT ROWID;
CREATE TABLE known (
    id TEXT PRIMARY KEY, url TEXT, headline TEXT, publisher TEXT, language TEXT, published TEXT, published_earliest TEXT,
    published_latest TEXT, regions JSON, why TEXT
) WITHOUT ROWID;
-- The ids that are no longer in use, and those in their place.
CREATE TABLE retired (id TEXT PRIMARY KEY, date TEXT, why TEXT, successor TEXT) WITHOUT ROWID;
CREATE TABLE name (
    kind TEXT, folded TEXT, id TEXT, rank INTEGER, text TEXT, PRIMARY KEY (kind, folded, id)
) WITHOUT ROWID;
CREATE TABLE inside (whole TEXT, part TEXT, PRIMARY KEY (whole, part)) WITHOUT ROWID;
CREATE INDEX inside_part ON inside (part);
CREATE VIEW label AS
    SELECT id, name AS text FROM region UNION ALL SELECT id, name FROM sector UNION ALL SELECT id, name FROM person
    UNION ALL SELECT id, name FROM organization;

-- The records: the head that all share, then the own fields of each kind. `at` is a record's place in time: when a plan
-- is due, else its date; certain if neither inferred, approximate nor unknown, nor, of what took
-- place, only the day of the report. `at_start` is its first day as read: what is due by a day is due that day.

CREATE TABLE record (
    position INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
    date TEXT, date_text TEXT, date_earliest TEXT, date_latest TEXT, year_stated BOOLEAN, date_basis TEXT,
    regions JSON, people JSON, organizations JSON, sectors JSON,
    status TEXT NOT NULL, speaker TEXT NOT NULL, side TEXT, said_at TEXT, related JSON, articles JSON, origins JSON,
    quote TEXT NOT NULL, note TEXT, quotes JSON, at TEXT, at_start TEXT, at_earliest TEXT, at_latest TEXT, at_certain BOOLEAN
);
CREATE INDEX record_date ON record (kind, date_latest, position);
-- First those of which a year or two are known.
CREATE INDEX record_newest ON record (kind, coalesce(CAST(substr(date_latest, 1, 4) AS INTEGER) - CAST(substr(date_earliest, 1, 4) AS INTEGER) > 1, date_latest IS NULL OR date > 'X' AND date < 'Y'), date_latest DESC, position);
CREATE INDEX record_at ON record (at_latest, at_earliest IS NULL, at_earliest, position);

CREATE TABLE mention (
    article TEXT, record INTEGER, file TEXT, line INTEGER, quote TEXT, quotes JSON, note TEXT, speaker TEXT,
    PRIMARY KEY (record, article)
) WITHOUT ROWID;
CREATE INDEX mention_article ON mention (article);
CREATE TABLE record_side (side TEXT, record INTEGER, PRIMARY KEY (side, record)) WITHOUT ROWID;
-- Which region a record names, and each that this one lies in; `kind` is that of the record.
CREATE TABLE record_region (
    region TEXT, record INTEGER, kind TEXT, named BOOLEAN, PRIMARY KEY (region, record)
) WITHOUT ROWID;
CREATE TABLE record_person (person TEXT, record INTEGER, PRIMARY KEY (person, record)) WITHOUT ROWID;
CREATE TABLE record_organization (
    organization TEXT, record INTEGER, PRIMARY KEY (organization, record)
) WITHOUT ROWID;
CREATE TABLE record_sector (sector TEXT, record INTEGER, PRIMARY KEY (sector, record)) WITHOUT ROWID;
-- Which oblasts and cities of the two countries a record names, in pairs; a country where it names
-- none of its own. `ties` if it ties them: a remark or a count does not; `local` if it names, of one, only a part.
CREATE TABLE tie (
    record INTEGER, belarus TEXT, kazakhstan TEXT, ties BOOLEAN, local BOOLEAN,
    PRIMARY KEY (record, belarus, kazakhstan)
) WITHOUT ROWID;
CREATE INDEX tie_belarus ON tie (belarus, kazakhstan);
-- Which articles are about a region, by year of publication, where that is certain, and whether they are coded.
CREATE TABLE account (region TEXT, year TEXT, id TEXT, coded BOOLEAN, PRIMARY KEY (region, id)) WITHOUT ROWID;
-- Which articles report on a region, person or organization.
CREATE TABLE reported (kind TEXT, thing TEXT, article TEXT, PRIMARY KEY (kind, thing, article)) WITHOUT ROWID;
CREATE TABLE link (record INTEGER, field TEXT, target INTEGER, outcome TEXT, PRIMARY KEY (target, record, field)) WITHOUT ROWID;

-- What became of plans and targets, in the order in which articles tell it, and the record that tells it, if it is another.
CREATE TABLE outcome (plan TEXT, day TEXT, outcome TEXT, fulfilled_by TEXT);

CREATE TABLE meeting (record INTEGER PRIMARY KEY, form TEXT, place TEXT, participants JSON);
CREATE TABLE plan (
    record INTEGER PRIMARY KEY, place TEXT, due TEXT, due_text TEXT, due_earliest TEXT, due_latest TEXT,
    outcome TEXT, fulfilled_by TEXT
);
CREATE TABLE proposal (record INTEGER PRIMARY KEY, sector TEXT, form TEXT);
CREATE INDEX proposal_sector ON proposal (sector);
CREATE TABLE project (
    record INTEGER PRIMARY KEY, place TEXT, stage TEXT, due TEXT, due_text TEXT, due_earliest TEXT, due_latest TEXT
);
CREATE TABLE agreement (
    record INTEGER PRIMARY KEY, parties JSON, signed TEXT, subject JSON, term TEXT, form TEXT, ends TEXT,
    ends_text TEXT, term_text TEXT
);
CREATE TABLE trade_figure (
    record INTEGER PRIMARY KEY, region TEXT, partner TEXT, period TEXT, flow TEXT, value NUMERIC, low NUMERIC, high NUMERIC,
    unit TEXT, hedge TEXT, sign TEXT, change NUMERIC, change_kind TEXT, against TEXT, against_text TEXT,
    basis TEXT, subject TEXT, direction TEXT, increment BOOLEAN, unit_text TEXT, carried JSON, outcome TEXT, fulfilled_by TEXT
);
CREATE TABLE traded_good (
    record INTEGER PRIMARY KEY, name TEXT, region TEXT, partner TEXT, flow TEXT, hs TEXT, subject TEXT,
    name_text TEXT, carried JSON
);
CREATE TABLE count (
    record INTEGER PRIMARY KEY, value NUMERIC, low NUMERIC, high NUMERIC, value_text TEXT, unit TEXT, hedge TEXT, "of" TEXT,
    subject TEXT, unit_text TEXT, carried JSON
);

-- Where articles disagree about a record, field by field, and what each of them states, the oldest first. `value` is
-- text or a number, as the field is.
CREATE TABLE conflict (
    record INTEGER, field TEXT, position INTEGER, verdict TEXT, used TEXT, PRIMARY KEY (record, field)
) WITHOUT ROWID;
CREATE TABLE statement (
    record INTEGER, field TEXT, age INTEGER, article TEXT, value, low NUMERIC, high NUMERIC, unit TEXT, hedge TEXT,
    sign TEXT, words TEXT, PRIMARY KEY (record, field, age)
) WITHOUT ROWID;

-- The words of the records, by their position, twice: by English stems ("ventures" finds "venture"), and as they are, for
-- beginnings. The text itself is not kept.
CREATE VIRTUAL TABLE stems USING fts5 (
    title, quote, names, rest, content = "", tokenize = "porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE words USING fts5 (
    title, quote, names, rest, content = "", tokenize = "unicode61 remove_diacritics 2"
);

-- Trade figures worked out from the printed ones. The table of derived figures has the columns of the view `trade`.

CREATE TABLE derived_figure (
    id TEXT PRIMARY KEY, kind TEXT, title TEXT, date TEXT, date_text TEXT, date_earliest TEXT, date_latest TEXT,
    year_stated BOOLEAN, date_basis TEXT, regions JSON, people JSON, organizations JSON, sectors JSON, status TEXT,
    speaker TEXT, side TEXT, articles JSON, origins JSON, quote TEXT, said_at TEXT, related JSON, note TEXT, quotes JSON,
    region TEXT, partner TEXT, period TEXT, flow TEXT, value NUMERIC, low NUMERIC, high NUMERIC, unit TEXT, hedge TEXT,
    sign TEXT, change NUMERIC, change_kind TEXT, against TEXT, against_text TEXT, basis TEXT,
    subject TEXT, direction TEXT, increment BOOLEAN, unit_text TEXT, carried JSON, outcome TEXT, fulfilled_by TEXT
) WITHOUT ROWID;
CREATE TABLE derivation (
    id TEXT PRIMARY KEY, measure TEXT, formula TEXT, inputs JSON, stands_for TEXT,
    at_start TEXT, at_earliest TEXT, at_latest TEXT, at_certain BOOLEAN
) WITHOUT ROWID;
-- The place of every figure, printed or derived, in the order of the views `trade` and `derived`.
CREATE TABLE figure (place INTEGER PRIMARY KEY, id TEXT UNIQUE);
CREATE TABLE identity (
    identity TEXT, region TEXT, partner TEXT, period TEXT, basis TEXT, flow TEXT, unit TEXT, against TEXT,
    stated NUMERIC, hedge TEXT, sign TEXT, computed NUMERIC, residual NUMERIC, tolerance NUMERIC, verdict TEXT,
    inputs JSON, articles JSON, origins JSON
);

-- All records, with the fields that every kind has
--   key: id
--   table: date, kind, title, quote
CREATE VIEW records AS SELECT
    id,             -- id!: the record's own id, the same in every article that reports it
    kind,           -- word! of Kind: meeting, plan, proposal, project, agreement, trade, goods, count or remark
    title,          -- text! "what": what it is, in the curators' words
    date,           -- date!: when it took place or was said; a figure's period, an agreement's signing
    date_text,      -- text "printed as": the words the article dates it with; null if it prints none
    date_earliest,  -- day: the first day that `date` can mean
    date_latest,    -- day: the last day that `date` can mean
    year_stated,    -- flag!: whether the article prints the year; false if it is inferred
    date_basis,     -- word! of DateBasis: whose date it is (its own, that of the meeting where it was said, that of the article)
    regions,        -- [region]: ISO 3166-2 codes of the oblasts and cities, ISO 3166-1 of the countries, it is about
    people,         -- [person]: who took part, spoke or is mentioned
    organizations,  -- [organization]: which bodies took part, spoke or are mentioned
    sectors,        -- [sector]: what branch it is about
    status,         -- word! of Status: how far it has come: held, planned, proposed, expected, reported ...
    speaker,        -- speaker!: who says so, of the article that `status` and `title` are from; `article` where it is not attributed, `parties` where both sides say so
    side,           -- word of Side: KZ, BY or both: the speaker's side
    articles,       -- [article]: which articles report it
    origins,        -- [organization]: agencies whose reports these are; several articles of one are one origin
    quote,          -- text!: the article's words that pin it, at most eight
    said_at,        -- record: the meeting at which it was said
    related,        -- [record]: the records it belongs with
    note,           -- text: what is inferred and why, and what is left unsaid, of the article that `quote` is from, else of the first with a note (`mentions` has all)
    quotes          -- [text]: all phrases of the article that pin it, `quote` first; at most three
FROM record;

-- All records in date order, plans by their due date
--   key: id
--   table: at, kind, title, status
CREATE VIEW timeline AS SELECT
    records.*,
    record.at,      -- date!: its place in time: when a plan is due, else `date`
    at_earliest,    -- day: the first day that `at` can mean; of a plan due by a day, when it was announced
    at_latest,      -- day: the last day that `at` can mean; the timeline is ordered by it
    coalesce(trade_figure.value, count.value) AS value,  -- number: the figure or count, if it is one
    coalesce(trade_figure.unit, count.unit) AS unit,     -- text: its unit
    coalesce(trade_figure.hedge, count.hedge) AS hedge,  -- word of Hedge: the word that softens it
    value_text,     -- text: the printed words of a count
    sign,           -- word of Sign: surplus or deficit, of a balance
    change,         -- number: the printed change of a figure of trade
    change_kind,    -- word of ChangeKind: percent, index or multiple
    against         -- date "compared with": the period that the change is measured against
FROM record JOIN records USING (id)
    LEFT JOIN trade_figure ON trade_figure.record = record.position LEFT JOIN count ON count.record = position
ORDER BY at_latest NULLS LAST, at_earliest IS NULL, at_earliest, position;

-- Meetings, visits and talks
--   key: id
--   table: date, title, participants, place
CREATE VIEW meetings AS SELECT
    records.*,
    form,           -- word! of MeetingForm: meeting, visit, talks, tour, ceremony, forum, round-table, exhibition or event
    place,          -- region: where it took place, if the article says so
    participants,   -- [participant] "who": name, role and side of each; name is null for a role without a name
    coalesce((SELECT json_group_array(side) FROM (SELECT side FROM record_side
        WHERE side IN ('BY', 'KZ') AND record_side.record = position ORDER BY side)), '[]') AS sides  -- [word]: the sides that took part: BY, KZ; `side` is the speaker's
FROM record JOIN records USING (id) JOIN meeting ON meeting.record = position AND record.kind = 'meeting'
ORDER BY coalesce(CAST(substr(record.date_latest, 1, 4) AS INTEGER) - CAST(substr(record.date_earliest, 1, 4) AS INTEGER) > 1, record.date_latest IS NULL OR record.date > 'X' AND record.date < 'Y'), record.date_latest DESC, position;

-- What was announced, promised or expected for later
--   key: id
--   table: due, title, status, speaker, date
CREATE VIEW plans AS SELECT
    records.*,
    place,          -- region: where it is to take place
    due,            -- date: when it is due
    due_text,       -- text "due, as printed": the words the article says that with
    due_earliest,   -- day: the first day that `due` can mean
    due_latest,     -- day: the last day that `due` can mean; without its year it is within a year after the first report
    outcome,        -- word of Outcome: fulfilled, partly-fulfilled, late, moved, withdrawn or not-fulfilled, as the latest article has it; null if not reported
    fulfilled_by    -- record "outcome told by": the record that tells the outcome, whichever it is
FROM record JOIN records USING (id) JOIN plan ON plan.record = position
ORDER BY at_latest NULLS LAST, position;

-- The sectors in which somebody proposed to work together
--   key: id
--   table: sector, title, speaker, status, date
CREATE VIEW proposals AS SELECT
    records.*,
    sector,         -- sector!: the sector proposed, which `kzby sectors` counts; `sectors` has all that it is about
    form            -- word! of ProposalForm: the form of cooperation: joint-venture, training ...; cooperation if none is named
FROM record JOIN records USING (id) JOIN proposal ON proposal.record = position AND record.kind = 'proposal'
    JOIN sector AS branch ON branch.id = sector
ORDER BY branch.name, record.date_latest NULLS LAST, position;

-- Sectors, and the proposals of each
--   key: sector
--   table: label, belarus, kazakhstan, jointly, unattributed, proposals, speakers, last
CREATE VIEW sectors AS SELECT
    sector.id AS sector,       -- sector!: the sector proposed
    sector.name AS label,      -- text! "sector": its name
    sector.within AS parent,   -- sector: the sector it is part of
    sector.isic,               -- text "ISIC": its ISIC Rev. 4 code; null if none fits
    coalesce(total.proposals, 0) AS proposals,  -- number!: how many proposals name this very sector
    coalesce((SELECT json_group_array(value) FROM (SELECT DISTINCT each.value
        FROM proposal JOIN record ON position = proposal.record, json_each(record.regions) AS each
        WHERE proposal.sector = sector.id ORDER BY 1)), '[]') AS regions,  -- [region]: the regions they are about
    coalesce((SELECT json_group_array(side) FROM (SELECT DISTINCT record.side
        FROM proposal JOIN record ON position = proposal.record
        WHERE proposal.sector = sector.id AND record.side IS NOT NULL ORDER BY 1)), '[]') AS sides,  -- [word]: the sides that propose it
    coalesce((SELECT json_group_array(speaker) FROM (SELECT DISTINCT record.speaker
        FROM proposal JOIN record ON position = proposal.record
        WHERE proposal.sector = sector.id ORDER BY 1)), '[]') AS speakers,  -- [speaker] "proposed by": who proposes it
    (SELECT record.date FROM proposal JOIN record ON position = proposal.record
        WHERE proposal.sector = sector.id ORDER BY date_latest NULLS LAST, position LIMIT 1) AS first,  -- date: the first proposal
    (SELECT record.date FROM proposal JOIN record ON position = proposal.record
        WHERE proposal.sector = sector.id ORDER BY date_earliest DESC NULLS LAST, position DESC LIMIT 1) AS last,  -- date "last said": the latest proposal
    coalesce((SELECT json_group_array(value) FROM (SELECT DISTINCT each.value
        FROM proposal JOIN record ON position = proposal.record, json_each(record.articles) AS each
        WHERE proposal.sector = sector.id ORDER BY 1)), '[]') AS articles,  -- [article]: the articles that report them
    coalesce((SELECT json_group_array(value) FROM (SELECT DISTINCT each.value
        FROM proposal JOIN record ON position = proposal.record, json_each(record.origins) AS each
        WHERE proposal.sector = sector.id ORDER BY 1)), '[]') AS origins,  -- [organization]: agencies whose reports these are
    coalesce(total.belarus, 0) AS belarus,            -- number! "Belarus": those that Belarus makes
    coalesce(total.kazakhstan, 0) AS kazakhstan,      -- number! "Kazakhstan": those that Kazakhstan makes
    coalesce(total.jointly, 0) AS jointly,            -- number! "both": those that both sides make together
    coalesce(total.unattributed, 0) AS unattributed,  -- number! "nobody named": those of which the article does not say who makes them
    (SELECT record.date FROM proposal JOIN record ON position = proposal.record
        WHERE proposal.sector = sector.id AND record.side IN ('BY', 'both') ORDER BY date_earliest DESC NULLS LAST, position DESC LIMIT 1) AS belarus_last,  -- date "Belarus last said": the latest that Belarus makes, alone or jointly
    (SELECT record.date FROM proposal JOIN record ON position = proposal.record
        WHERE proposal.sector = sector.id AND record.side IN ('KZ', 'both') ORDER BY date_earliest DESC NULLS LAST, position DESC LIMIT 1) AS kazakhstan_last  -- date "Kazakhstan last said": the latest that Kazakhstan makes, alone or jointly
FROM sector LEFT JOIN (
    SELECT proposal.sector AS of_sector, count(*) AS proposals, count(*) FILTER (WHERE side = 'BY') AS belarus,
        count(*) FILTER (WHERE side = 'KZ') AS kazakhstan, count(*) FILTER (WHERE side = 'both') AS jointly,
        count(*) FILTER (WHERE side IS NULL) AS unattributed
    FROM proposal JOIN record ON position = proposal.record GROUP BY proposal.sector
) AS total ON of_sector = sector.id
ORDER BY proposals DESC, sector.name, sector.id;

-- Concrete ventures and their stage
--   key: id
--   table: title, organizations, stage, place, due, date
CREATE VIEW projects AS SELECT
    records.*,
    place,          -- region: where it is or will be, if the article says so
    stage,          -- word! of Stage: idea, negotiation, planned, construction, operating or unclear
    due,            -- date: when it is due
    due_text,       -- text "due, as printed": the words the article says that with
    due_earliest,   -- day: the first day that `due` can mean
    due_latest      -- day: the last day that `due` can mean; without its year it is within a year after the first report
FROM record JOIN records USING (id) JOIN project ON project.record = position AND record.kind = 'project'
ORDER BY record.date_latest NULLS LAST, position;

-- Agreements and who is bound by them
--   key: id
--   table: date, title, parties, subject
CREATE VIEW agreements AS SELECT
    records.*,
    parties,        -- [party]: the regions and organizations that are bound
    signed,         -- date: when it was signed
    subject,        -- [text]: what it is about
    term,           -- text: how long it is in force
    form,           -- word of AgreementForm: agreement, memorandum, protocol, contract, programme, roadmap, twinning or declaration
    ends,           -- date: when it ends
    ends_text,      -- text "ends, as printed": the words the article says that with
    term_text       -- text "term, as printed": the article's words for the term, where they differ
FROM record JOIN records USING (id) JOIN agreement ON agreement.record = position AND record.kind = 'agreement'
ORDER BY record.date_latest NULLS LAST, position;

-- Figures of trade, as printed
--   key: id
--   table: region, partner, period, basis, flow, value, change
CREATE VIEW trade AS SELECT
    records.*,
    region,         -- region!: whose trade it is
    partner,        -- region: with whom; null if the article names nobody
    period,         -- date: the period that the figure covers
    flow,           -- word! of Flow: turnover, export (region to partner), import, balance, investment or contracts
    value,          -- number: the printed figure, in `unit`; null if only a change or a sign is printed
    low,            -- number: the least value that the hedge and the printed digits allow
    high,           -- number: the greatest value that they allow
    unit,           -- text: the unit of value, low and high, such as USD
    hedge,          -- word of Hedge: the word that softens the figure: almost, about, over ...
    sign,           -- word of Sign: surplus or deficit, of a balance; the value of a deficit is below zero
    change,         -- number: the printed change against another period
    change_kind,    -- word of ChangeKind: percent (72.5: up by 72.5 %), index (107.5: to 107.5 % of) or multiple (1.4: times)
    against,        -- date "compared with": the period that the change is measured against
    against_text,   -- text "against, as printed": the words the article says that with
    basis,          -- word! of Basis: actual, target or forecast; derived if no article prints the figure
    subject,        -- subject: the organization or sector whose figure it is; null for the region's own
    direction,      -- word of Direction: of an investment: inward (into the region) or outward
    increment,      -- flag!: whether it is a further amount, not that of the whole period
    unit_text,      -- text "unit, as printed": the article's words for the unit, where they differ
    carried,        -- [word] "carried over": the fields that another record of the article gives: region, partner, period
    outcome,        -- word of Outcome: what became of a target, as the latest article has it; null if not reported
    fulfilled_by    -- record "outcome told by": the record that tells the outcome, whichever it is
FROM record JOIN records USING (id) JOIN trade_figure ON trade_figure.record = record.position
    JOIN figure USING (id)
ORDER BY figure.place;

-- Trade figures worked out from the printed ones
--   key: id
--   table: region, partner, period, basis, flow, value, formula, change
CREATE VIEW derived AS SELECT
    trade.*,        -- can be empty: speaker, quote
    measure,        -- word! of Measure: balance, base (of a change), share (of export) or change (between like periods)
    formula,        -- text!: how `value` follows from the inputs
    inputs,         -- [record]: the figures that it follows from, in the order of the formula
    stands_for      -- word! of Basis: actual, target or forecast: what its basis would be, were it printed
FROM derived_figure AS trade JOIN derivation USING (id) JOIN figure USING (id)
ORDER BY figure.place;

-- Whether the figures of trade agree with each other
--   key:
--   table: verdict, identity, region, partner, period, basis, unit, stated, computed, residual, tolerance, inputs
CREATE VIEW reconciliation AS SELECT
    identity,       -- word! of Identity: what must hold: turnover = export + import, sign of the balance ...
    region,         -- region!: whose trade it is
    partner,        -- region!: with whom
    period,         -- date: the period of what is stated
    basis,          -- word! of Basis: actual, target or forecast
    flow,           -- word! of Flow: what is stated: turnover, balance, or of a growth any flow
    unit,           -- text: the unit of the numbers
    against,        -- date "compared with": of a growth, the period of the recorded base
    stated,         -- number: the printed figure that is tested; null where only a sign is printed
    hedge,          -- word of Hedge: the word that softens it
    sign,           -- word of Sign: the printed sign that is tested: surplus or deficit
    computed,       -- number!: what the other inputs give for it
    residual,       -- number: stated minus computed
    tolerance,      -- number: how large the residual may be given rounding and hedges; null if their bounds are open
    verdict,        -- word! of Consistency: holds, if all inputs can be right within their bounds, or fails
    inputs,         -- [record]: the figure that is tested, then those that it is computed from
    articles,       -- [article]: which articles report them
    origins         -- [organization]: agencies whose reports these are
FROM identity JOIN region AS whose ON whose.id = region
ORDER BY verdict = 'holds', whose.name, partner,
    (SELECT date_latest FROM record WHERE record.id = trim(json_extract(inputs, '$[0]'), '"')) DESC, period, basis,
    instr((SELECT words FROM dictionary WHERE view = 'reconciliation' AND name = 'identity'), identity),
    inputs;

-- Goods traded, and which way
--   key: id
--   table: region, flow, partner, name, hs
CREATE VIEW goods AS SELECT
    records.*,
    traded_good.name,  -- text!: the good
    region,         -- region!: whose trade it is
    partner,        -- region: with whom; null if the article names nobody
    flow,           -- word! of GoodsFlow: export (region to partner) or import
    hs,             -- text "HS chapter": its chapter of the Harmonized System, where certain
    subject,        -- subject: the organization or sector whose trade it is; null for the region's own
    name_text,      -- text "name, as printed": the article's words for the good, where they differ
    carried         -- [word] "carried over": the fields that another record of the article gives: region, partner, date
FROM record JOIN records USING (id) JOIN traded_good ON traded_good.record = record.position
    JOIN region AS whose ON whose.id = region
ORDER BY whose.name, flow, record.position;

-- Other numbers: of companies, visits, projects
--   key: id
--   table: value, of, speaker, date
CREATE VIEW counts AS SELECT
    records.*,
    value,          -- number: the printed number, in `unit`; null where only words are printed
    low,            -- number: the least that the words allow
    high,           -- number: the greatest that they allow
    value_text,     -- text! "printed as": the printed words
    unit,           -- text!: what one of them is
    hedge,          -- word of Hedge: the word that softens the number
    of,             -- text! "what": what is counted
    subject,        -- subject: the organization or sector whose number it is; null for the region's own
    unit_text,      -- text "unit, as printed": the article's words for the unit, where they differ
    carried         -- [word] "carried over": the fields that another record of the article gives: regions, date
FROM record JOIN records USING (id) JOIN count ON count.record = position AND record.kind = 'count'
ORDER BY record.date_latest NULLS LAST, position;

-- Claims and opinions
--   key: id
--   table: date, title, speaker, quote
CREATE VIEW remarks AS SELECT
    records.*
FROM record JOIN records ON records.id = record.id AND record.kind = 'remark'
ORDER BY record.date_latest NULLS LAST, position;

-- Where articles disagree about one record
--   key: id, field
--   table: verdict, title, field, told
CREATE VIEW conflicts AS SELECT
    records.*,
    field,          -- word!: the field on which articles differ, a column of the view of its kind
    (SELECT type FROM dictionary WHERE view IN (records.kind, records.kind || 's') AND name = field) AS type,  -- word!: the type of that column
    verdict,        -- word! of Verdict: conflict, revised or agree
    used,           -- article: the one whose value answers give; null if they give none of these
    (SELECT json_group_array(json(each)) FROM (SELECT json_object(
        'value', value, 'low', low, 'high', high, 'unit', unit, 'hedge', hedge, 'sign', sign, 'article', article,
        'publisher', publisher, 'agency', agency, 'published', published,
        'quote', words, 'file', mention.file, 'line', line
    ) AS each FROM statement JOIN mention USING (record, article) JOIN article ON article.id = article
        WHERE statement.record = record.position AND statement.field = conflict.field ORDER BY age)) AS told  -- [told]: what each article states, the oldest first
FROM record JOIN records USING (id) JOIN (
    SELECT conflict.*, instr(words, verdict) * 3 + CASE WHEN field IN ('value', 'change') THEN 0
            WHEN field IN ('speaker', 'side', 'said_at') THEN 2 ELSE 1 END AS grade,
        -- how far figures are apart
        (SELECT 1.0 * (max(coalesce(low, high)) - min(coalesce(high, low))) / max(abs(coalesce(high, low))) FROM statement
            WHERE statement.record = conflict.record AND statement.field = conflict.field
            AND conflict.field IN ('value', 'change') AND verdict <> 'agree') AS gap
    FROM conflict JOIN dictionary ON view = 'conflicts' AND name = 'verdict'
) AS conflict ON conflict.record = record.position
ORDER BY min(grade) OVER (PARTITION BY record.position), max(gap) OVER (PARTITION BY record.position) DESC NULLS LAST,
    record.position, grade, conflict.position;

-- People with their titles and spellings
--   key: id
--   table: name, side, roles, records
CREATE VIEW people AS SELECT
    person.id,      -- id!: the person's own id
    name,           -- text!: the name
    side,           -- word! of Side: KZ or BY
    spellings,      -- [text] "as printed": the name as the articles print it
    aliases,        -- [text]: the name in other languages and spellings
    roles,          -- [role] "titles at the time": every title the articles give, the newest first, each with its article and when that appeared
    coalesce(total.records, 0) AS records,  -- number!: the records that name the person
    coalesce(source.articles, '[]') AS articles,  -- [article]: the articles that report them
    coalesce((SELECT json_group_array(agency) FROM (SELECT DISTINCT agency
        FROM json_each(source.articles) AS each JOIN article ON article.id = trim(each.value, '"') ORDER BY 1)), '[]') AS origins  -- [organization]: agencies whose reports these are
FROM person LEFT JOIN (
    SELECT person AS named, count(*) AS records FROM record_person GROUP BY person
) AS total ON total.named = person.id LEFT JOIN (
    SELECT thing, json_group_array(article) AS articles FROM (
        SELECT thing, article FROM reported WHERE kind = 'person' ORDER BY thing, article
    ) GROUP BY thing
) AS source ON source.thing = person.id
ORDER BY (SELECT published_earliest FROM article
    WHERE id = trim(json_extract(roles, '$[0].article'), '"')) DESC NULLS LAST, name, person.id;

-- Authorities, companies and other bodies
--   key: id
--   table: name, type, side, region, records
CREATE VIEW organizations AS SELECT
    organization.id,  -- id!: its own id
    name,           -- text!: its name
    type,           -- text!: what it is: company, embassy, news agency ...
    side,           -- word of Side: KZ or BY, if it belongs to one country
    region,         -- region: where it is seated, if reported
    spellings,      -- [text] "as printed": its name as the articles print it
    aliases,        -- [text]: its other names
    coalesce(total.records, 0) AS records,  -- number!: the records that name it
    coalesce(source.articles, '[]') AS articles,  -- [article]: the articles that report them
    coalesce((SELECT json_group_array(agency) FROM (SELECT DISTINCT agency
        FROM json_each(source.articles) AS each JOIN article ON article.id = trim(each.value, '"') ORDER BY 1)), '[]') AS origins  -- [organization]: agencies whose reports these are
FROM organization LEFT JOIN (
    SELECT organization AS named, count(*) AS records FROM record_organization GROUP BY organization
) AS total ON total.named = organization.id LEFT JOIN (
    SELECT thing, json_group_array(article) AS articles FROM (
        SELECT thing, article FROM reported WHERE kind = 'organization' ORDER BY thing, article
    ) GROUP BY thing
) AS source ON source.thing = organization.id
ORDER BY name, organization.id;

-- Regions of both countries, with what is recorded about each and everything inside it
--   key: id
--   table: id, name, meetings, plans, proposals, trade, records
CREATE VIEW regions AS SELECT
    region.id,      -- id!: ISO 3166-1 or 3166-2 code; towns have a word of their own
    name,           -- text!: its English name
    type,           -- word! of RegionType: country, oblast, city (first-level), district or town
    within,         -- region: what it lies in
    capital,        -- text: its administrative centre
    names,          -- [text]: every spelling known, in Latin and Cyrillic
    formerly,       -- [former]: the names it no longer has, each with the year of its end
    split_from,     -- {split}: the region it was split from, and when
    coalesce(total.meetings, 0) AS meetings,    -- number: meetings in or about it
    coalesce(total.plans, 0) AS plans,          -- number: plans about it
    coalesce(total.proposals, 0) AS proposals,  -- number: proposals about it
    coalesce(total.trade, 0) AS trade,          -- number: figures of its trade
    coalesce(total.records, 0) AS records,      -- number!: all records about it
    coalesce(source.articles, '[]') AS articles,  -- [article]: the articles that report them
    coalesce((SELECT json_group_array(agency) FROM (SELECT DISTINCT agency
        FROM json_each(source.articles) AS each JOIN article ON article.id = trim(each.value, '"') ORDER BY 1)), '[]') AS origins,  -- [organization]: agencies whose reports these are
    formerly_within,  -- [whole]: the regions it lay in before, each with the year of its end
    split_off       -- [split]: the regions that were split from it, each with the year
FROM region LEFT JOIN (
    SELECT region AS named, count(*) AS records, count(*) FILTER (WHERE kind = 'meeting') AS meetings,
        count(*) FILTER (WHERE kind = 'plan') AS plans, count(*) FILTER (WHERE kind = 'proposal') AS proposals,
        count(*) FILTER (WHERE kind = 'trade') AS trade
    FROM record_region GROUP BY region
) AS total ON total.named = region.id LEFT JOIN (
    SELECT thing, json_group_array(article) AS articles FROM (
        SELECT thing, article FROM reported WHERE kind = 'region' ORDER BY thing, article
    ) GROUP BY thing
) AS source ON source.thing = region.id
ORDER BY position;

-- Which oblasts of the two countries have to do with each other
--   key: belarus, kazakhstan
--   table: belarus, kazakhstan, agreements, since, meetings, projects, plans, proposals, trade, goods, last
CREATE VIEW ties AS SELECT
    belarus,        -- region!: the oblast or city of Belarus; Belarus itself where a record names none
    kazakhstan,     -- region!: the oblast or city of Kazakhstan; Kazakhstan itself where a record names none
    ties,           -- number!: the records that tie them: the sum of agreements, meetings, projects, plans, proposals, trade and goods
    agreements,     -- number!: agreements about both
    since,          -- date: the year of the first of these agreements, if it is known
    meetings,       -- number!: meetings about both
    projects,       -- number!: projects about both
    plans,          -- number!: plans about both
    proposals,      -- number!: proposals about both
    trade,          -- number!: figures of trade about both
    local,          -- number!: ties that name, of one of the two, only a town, district or body in it
    mentions,       -- number!: remarks and counts that name both, and tie nothing
    CASE WHEN substr(newest, 30) NOT LIKE '[%' AND nullif(substr(newest, 12, 10), '0000-00-00') < latest
        THEN substr(newest, 30, instr(substr(newest, 30) || '/', '/') - 1) || '/..' ELSE substr(newest, 30) END AS last,  -- date "latest": the newest tie, else mention; open if another meeting, agreement or project may be later
    records,        -- [record]: all of them
    articles,       -- [article]: which articles report them
    (SELECT json_group_array(agency) FROM (SELECT DISTINCT agency
        FROM json_each(articles) AS each JOIN article ON article.id = trim(each.value, '"') ORDER BY 1)) AS origins,  -- [organization]: agencies whose reports these are
    goods,          -- number!: traded goods about both
    (SELECT name FROM region WHERE id = belarus) AS belarus_name,  -- text!: the region of Belarus, by name
    (SELECT name FROM region WHERE id = kazakhstan) AS kazakhstan_name,  -- text!: the region of Kazakhstan, by name
    (SELECT date_basis FROM record WHERE position = CAST(substr(newest, 22, 8) AS INTEGER)) AS last_basis  -- word! of DateBasis: whose date `last` is; of a report it is one day
FROM (
    SELECT belarus, kazakhstan, count(*) FILTER (WHERE ties) AS ties, count(*) FILTER (WHERE kind = 'agreement') AS agreements,
        min(CASE WHEN signed IS NOT NULL AND substr(date_earliest, 1, 4) = substr(date_latest, 1, 4)
            THEN substr(date_latest, 1, 4) || CASE WHEN year_stated THEN '' ELSE '?' END END) AS since,
        count(*) FILTER (WHERE kind = 'meeting') AS meetings, count(*) FILTER (WHERE kind = 'project') AS projects,
        count(*) FILTER (WHERE kind = 'plan') AS plans, count(*) FILTER (WHERE kind = 'proposal') AS proposals,
        count(*) FILTER (WHERE kind = 'trade') AS trade, count(*) FILTER (WHERE kind = 'goods') AS goods,
        count(*) FILTER (WHERE ties AND local) AS local, count(*) FILTER (WHERE NOT ties) AS mentions,
        max(CASE WHEN kind IN ('meeting', 'agreement', 'project') THEN date_latest END) AS latest,
        -- a tie before mentions, then the newest: its days, its place, its date
        max(CASE WHEN ties THEN '1' ELSE '0' END || coalesce(date_earliest, '0000-00-00') || coalesce(date_latest, '0000-00-00')
            || substr('0000000' || position, -8) || date) AS newest,
        json_group_array(id) AS records
    FROM (
        SELECT belarus, kazakhstan, ties, local, position, id, kind, date, date_earliest, date_latest, year_stated, signed
        FROM tie JOIN record ON position = tie.record LEFT JOIN agreement ON agreement.record = position
        ORDER BY belarus, kazakhstan, tie.record
    ) GROUP BY belarus, kazakhstan
) AS total JOIN (
    SELECT belarus, kazakhstan, json_group_array(article) AS articles FROM (
        SELECT DISTINCT belarus, kazakhstan, article FROM tie JOIN mention USING (record) ORDER BY belarus, kazakhstan, article
    ) GROUP BY belarus, kazakhstan
) AS source USING (belarus, kazakhstan)
ORDER BY ties DESC, belarus, kazakhstan;

-- The articles behind the records
--   key: id
--   table: published, headline, publisher, agency, records
CREATE VIEW articles AS SELECT
    article.id,     -- id!: its own id
    headline,       -- text!: its headline
    file,           -- text: the name of its text among the seeds
    sha256,         -- text!: the checksum of that text
    url,            -- text!: its address
    publisher,      -- organization!: who published it
    agency,         -- organization!: whose report it is; articles of one agency are one origin
    language,       -- text!: ISO 639-1 code
    dateline,       -- text: where it was filed, as printed
    published,      -- date!: its day, or the first and last day it can be
    dating,         -- text!: how its date and the year of its events are known
    coalesce(total.records, 0) AS records,  -- number!: the records it is the source of
    article.text,   -- word! of Extent: how much of its text was at hand: whole, or only the beginning
    titles,         -- [title]: the titles it gives people, in English and, where they differ, as printed
    headline_basis,  -- word of HeadlineBasis: where the headline is from, if it is not copied from the page: address, opening or list
    publisher_note,  -- text: how its publisher is known, if not from the text
    changes         -- [change]: what was changed after it was first published here: when, which records (none: the card), why
FROM article LEFT JOIN (
    SELECT article AS source, count(*) AS records FROM mention GROUP BY article
) AS total ON total.source = article.id
ORDER BY CAST(substr(published_latest, 1, 4) AS INTEGER) - CAST(substr(published_earliest, 1, 4) AS INTEGER) > 1,
    published_latest DESC, article.id;

-- Which article reports a record, and its words
--   key: record, article
CREATE VIEW mentions AS SELECT
    record.id AS record,  -- record!: what is reported
    article,        -- article!: by which article
    mention.quote,  -- text!: its words that pin it, at most eight
    file,           -- text!: the file of the dataset that records it
    line,           -- number!: the line there
    mention.quotes, -- [text]: all its phrases that pin it, `quote` first
    mention.note,   -- text: what is inferred from this article and why, and what it leaves unsaid
    mention.speaker -- speaker!: who says so in this article; `speaker` of the record is that of one of its articles
FROM mention JOIN record ON position = record
ORDER BY record.id, article;

-- Every region, city or town that a record is about
--   key: record, region
CREATE VIEW places AS SELECT
    record.id AS record,  -- record!: what is reported
    region          -- region!: a region, city, district or town that it is about; `regions` has the codes of these
FROM record_region JOIN record ON position = record AND named
ORDER BY record.id, region;

-- Links between records
--   key: record, field, target
CREATE VIEW links AS SELECT
    source.id AS record,  -- record!: the record that has the link
    field,          -- text!: its field: said_at, related, context or fulfilled_by, of any article that reports the record
    other.id AS target,  -- record!: the record that it points to
    outcome         -- word of Outcome: of fulfilled_by, what became of the plan or target as that record tells it
FROM link JOIN record AS source ON source.position = record JOIN record AS other ON other.position = target
ORDER BY source.id, field, other.id;

-- Every name of a region, sector, person or organization
--   key: kind, id, rank
CREATE VIEW names AS SELECT
    kind,           -- text!: what has the name: region, sector, person or organization
    id,             -- id!: its id
    rank,           -- number!: 0 for the usual name, then as the vocabularies have them; the last is the id
    text            -- text!: the name, in any script
FROM name WHERE kind <> 'article' AND kind <> 'record'
ORDER BY kind, id, rank;

-- How many of the known articles are read, by region and year
--   key: region, year
--   table: region, year, read, known
CREATE VIEW gaps AS SELECT
    region.id AS region,  -- region!: a country, oblast or city
    year,                 -- date: the year of publication, printed or inferred; null for articles that may be of several
    coalesce(total.read, 0) AS read,    -- number!: the articles of that year that records about the region rest on
    coalesce(total.known, 0) AS known,  -- number!: these, and those that are known and not coded
    coalesce(total.articles, '[]') AS articles,  -- [article]: those that are read
    coalesce((SELECT json_group_array(agency) FROM (SELECT DISTINCT agency
        FROM json_each(total.articles) AS each JOIN article ON article.id = trim(each.value, '"') ORDER BY 1)), '[]') AS origins,  -- [organization]: agencies whose reports these are
    coalesce(total.unread, '[]') AS unread  -- [text]: the others' ids in data/known.yaml, which has the reasons
FROM (SELECT * FROM region WHERE type IN ('country', 'oblast', 'city')) AS region LEFT JOIN (
    SELECT region AS named, year, sum(number) FILTER (WHERE coded) AS read, sum(number) AS known,
        max(ids) FILTER (WHERE coded) AS articles, max(ids) FILTER (WHERE NOT coded) AS unread
    FROM (
        SELECT region, year, coded, count(*) AS number, json_group_array(id) AS ids
        FROM (SELECT * FROM account ORDER BY region, year, coded, id) GROUP BY region, year, coded
    ) GROUP BY region, year
) AS total ON total.named = region.id
ORDER BY position, year NULLS LAST;

-- For kzby's own questions; not public.

-- What the table `inside` holds
CREATE TEMP VIEW parts AS WITH RECURSIVE above (whole, part) AS (
    SELECT within, id FROM region UNION SELECT within, id FROM sector
    UNION SELECT json_extract(value, '$.region'), region.id FROM region, json_each(formerly_within)
), around (whole, part) AS (
    SELECT id, id FROM region UNION SELECT id, id FROM sector
    UNION SELECT above.whole, around.part FROM around JOIN above ON above.part = around.whole WHERE above.whole IS NOT NULL
) SELECT * FROM around;

-- What the table `link` holds of outcomes
CREATE TEMP VIEW settling AS
    SELECT settled.position, 'fulfilled_by', teller.position, outcome
    FROM outcome JOIN record AS settled ON settled.id = plan JOIN record AS teller ON teller.id = fulfilled_by
    ORDER BY outcome.rowid;
-- What the table `reported` holds
CREATE VIEW reporting AS SELECT DISTINCT 'region' AS kind, region AS thing, article
FROM record_region JOIN mention USING (record)
UNION ALL SELECT DISTINCT 'person', person, article FROM record_person JOIN mention USING (record)
UNION ALL SELECT DISTINCT 'organization', organization, article FROM record_organization JOIN mention USING (record);

-- What the table `account` holds
CREATE TEMP VIEW accounts AS SELECT thing AS region, iif(substr(published_earliest, 1, 4) = substr(published_latest, 1, 4),
    substr(published_latest, 1, 4), NULL) AS year, article.id, TRUE FROM reported JOIN article ON article.id = article WHERE kind = 'region'
UNION ALL SELECT DISTINCT whole, iif(substr(published_earliest, 1, 4) = substr(published_latest, 1, 4), substr(published_latest, 1, 4), NULL), known.id, FALSE
FROM known, json_each(known.regions) AS each JOIN inside ON part = trim(each.value, '"');

-- What the table `tie` holds. A city is no end where others of its country only meet there.
CREATE TEMP VIEW pairs AS WITH venue AS MATERIALIZED (
    SELECT other.record, place FROM record_region AS other JOIN meeting ON meeting.record = other.record
        JOIN region AS held ON held.id = place JOIN region AS met ON met.id = other.region
    WHERE other.named AND met.id <> place AND held.within IN (met.id, met.within)
), unit AS (
    SELECT record, region, within AS country, named
    FROM record_region JOIN region ON region.id = region AND type IN ('oblast', 'city')
    WHERE (record, region) NOT IN venue
), partner AS (
    SELECT * FROM unit UNION ALL
    SELECT record, region, region, TRUE FROM record_region AS country JOIN region ON region.id = region AND type = 'country'
    WHERE NOT EXISTS (SELECT 1 FROM unit WHERE unit.record = country.record AND unit.country = country.region)
)
SELECT one.record, one.region, other.region, kind NOT IN ('remark', 'count'), NOT (one.named AND other.named)
FROM partner AS one JOIN partner AS other USING (record) JOIN record ON position = one.record
WHERE one.country = 'BY' AND other.country = 'KZ';

-- The ids of all figures of trade in order, a derived one after the printed ones of its period and basis
CREATE TEMP VIEW figures AS SELECT figure.id FROM (
    SELECT id, region, partner, date_latest, period, basis, FALSE AS derived, unit, position,
        instr((SELECT words FROM dictionary WHERE view = 'trade' AND name = 'flow'), flow) AS kind
    FROM record JOIN trade_figure ON record = position
    UNION ALL
    SELECT id, region, partner, date_latest, period, stands_for, TRUE, NULL, NULL,
        instr((SELECT words FROM dictionary WHERE view = 'derived' AND name = 'measure'), measure)
    FROM derived_figure JOIN derivation USING (id)
) AS figure JOIN region AS whose ON whose.id = region
ORDER BY whose.name, partner, date_latest DESC, period NULLS LAST, basis, derived, unit NULLS LAST, kind, figure.position, figure.id;

-- From how many original publishers a record has the status, or stage, that is used where articles disagree
CREATE VIEW as_it_stands AS SELECT conflict.record, conflict.field, used.value, count(DISTINCT agency) AS agencies
FROM conflict JOIN statement AS used
        ON used.record = conflict.record AND used.field = conflict.field AND used.article = conflict.used
    JOIN statement AS same ON same.record = used.record AND same.field = used.field AND same.value = used.value
    JOIN article ON article.id = same.article
WHERE verdict <> 'agree' AND conflict.field IN ('status', 'stage') GROUP BY conflict.record, conflict.field;

-- An article as it is cited, its publisher and agency by name
CREATE VIEW card AS SELECT article.id, headline, publisher.name AS publisher, agency.name AS agency, url, language,
    sha256, published, published_earliest AS earliest, published_latest AS latest, headline_basis
FROM article JOIN organization AS publisher ON publisher.id = article.publisher
    JOIN organization AS agency ON agency.id = article.agency;

-- What articles say of each record, the oldest first
CREATE VIEW evidence AS SELECT article, mention.quote, headline, publisher, agency, published, dating, url,
    mention.file, line, record.id AS record, mention.quotes, mention.note, mention.speaker
FROM mention JOIN record ON position = record JOIN article ON article.id = article
ORDER BY published_earliest, published_latest, article, line;

-- When the first and the newest article were published, and the short name of the oblast with the most meetings, which follows the usual one.
-- An article that can be dated only to more than a month is neither, if others can be dated: its news are the meetings it reports.
CREATE VIEW dated AS SELECT *, julianday(published_latest) - julianday(published_earliest) > 31 AS vague FROM article;
-- News, the newest first
CREATE VIEW news AS SELECT id AS article, published AS date, published_earliest AS earliest, published_latest AS latest, vague FROM dated
UNION ALL SELECT dated.id, date, date_earliest, date_latest, (julianday(date_latest) - julianday(date_earliest) <= 31) IS NOT TRUE
FROM dated JOIN mention ON article = dated.id JOIN record ON position = record WHERE article IN (SELECT id FROM dated WHERE vague) AND kind = 'meeting' AND status = 'held'
ORDER BY vague, latest DESC, earliest DESC;
CREATE VIEW overview AS SELECT (SELECT count(*) FROM article), (SELECT count(DISTINCT agency) FROM article),
    (SELECT published FROM dated ORDER BY vague, published_latest, published_earliest LIMIT 1) AS first,
    (SELECT date FROM news LIMIT 1) AS newest,
    (SELECT text FROM name WHERE kind = 'region' AND id = (
        SELECT region FROM record_region JOIN region ON region.id = region
        WHERE kind = 'meeting' AND type = 'oblast' GROUP BY region ORDER BY count(*) DESC, region LIMIT 1
    ) ORDER BY rank = 0, rank LIMIT 1);
