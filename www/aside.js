// Long work aside: in a thread with a core of its own, so that no frame waits for it.
//
//   const aside = new Aside();
//   const made = await aside.ask('makeKeys', [2048], { report: (tries) => … });
//   aside.end();

import { thread } from './wasm.js';

/** @typedef {{resolve: (value: any) => void, reject: (cause: any) => void, report?: (news: any) => void}} Job */

export class Aside {
  /** @type {Promise<Worker>|undefined} */
  #worker;
  /** @type {Map<number, Job>} */
  #jobs = new Map();
  #count = 0;
  #ended = false;
  /** @type {ArrayBuffer|undefined} */
  #wasm;

  /**
   * Calls an export of the core there: with `args`, and behind them a function that hands `report` what
   * the core has to say meanwhile. Several may be asked; they run one after the other, in one core.
   * Rejects with what the core throws (`kind`, `field` and `value` included), with `kind` `no_worker` where
   * there can be no thread, and with an AbortError once it has ended.
   * @param {string} job @param {any[]} args
   * @param {{report?: (news: any) => void, transfer?: Transferable[]}} [options] `transfer`: buffers in `args` that are handed over, not copied
   * @returns {Promise<any>}
   */
  async ask(job, args, { report, transfer = [] } = {}) {
    if (this.#ended) throw aborted();
    const worker = await (this.#worker ??= this.#open());
    if (this.#ended) throw aborted();
    const id = (this.#count += 1);
    return new Promise((resolve, reject) => {
      this.#jobs.set(id, { resolve, reject, report });
      worker.postMessage({ id, job, args, wasm: this.#wasm }, transfer);
      this.#wasm = undefined;
    });
  }

  /** Ends it at once, whatever it is doing. */
  end() {
    this.#ended = true;
    void this.#worker?.then((worker) => worker.terminate(), () => {});
    this.#fail(aborted());
  }

  async #open() {
    try {
      const { worker, wasm } = await thread();
      this.#wasm = wasm;
      worker.addEventListener('message', ({ data }) => this.#hear(data));
      // A script that does not come, or may not: there is no second try in this thread.
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        this.#ended = true;
        this.#fail(refused(event.message));
      });
      return worker;
    } catch (cause) {
      throw refused(/** @type {any} */ (cause)?.message);
    }
  }

  /** @param {{id: number, value?: any, report?: any, error?: any}} news */
  #hear(news) {
    const job = this.#jobs.get(news.id);
    if (!job) return;
    if ('report' in news) return void job.report?.(news.report);
    this.#jobs.delete(news.id);
    if (news.error) job.reject(Object.assign(new Error(news.error.message), news.error));
    else job.resolve(news.value);
  }

  /** @param {any} cause */
  #fail(cause) {
    const jobs = [...this.#jobs.values()];
    this.#jobs.clear();
    for (const { reject } of jobs) reject(cause);
  }
}

const aborted = () => new DOMException('it was ended', 'AbortError');

/** @param {string|undefined} why */
const refused = (why) => Object.assign(new Error(`no worker can be started here${why ? `: ${why}` : ''}`), { kind: 'no_worker' });
