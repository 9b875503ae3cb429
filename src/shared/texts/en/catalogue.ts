import { app } from './app.ts';
import { bounds } from './bounds.ts';
import { bridges } from './bridges.ts';
import { classes } from './class.ts';
import { cli } from './cli.ts';
import { compare } from './compare.ts';
import { diagnose } from './diagnose.ts';
import { drills } from './drills.ts';
import { engine } from './engine.ts';
import { etcd } from './etcd.ts';
import { evidence } from './evidence.ts';
import { explain } from './explain.ts';
import { failures } from './failures/failures.ts';
import { follow } from './follow.ts';
import { gates } from './gates.ts';
import { lab } from './lab.ts';
import { ledger } from './ledger.ts';
import { link } from './link.ts';
import { machine } from './machine.ts';
import { main } from './main.ts';
import { measure } from './measure.ts';
import { mistakes } from './mistakes.ts';
import { observe } from './observe.ts';
import { ovs } from './ovs.ts';
import { ownLesson } from './own-lesson.ts';
import { picture } from './picture.ts';
import { pictures } from './pictures.ts';
import { practice } from './practice.ts';
import { preflight } from './preflight.ts';
import { process } from './process.ts';
import { remote } from './remote.ts';
import { report } from './report.ts';
import { routed } from './routed.ts';
import { runs } from './runs.ts';
import { schema } from './schema.ts';
import { serve } from './serve.ts';
import { steps } from './steps.ts';
import { store } from './store.ts';
import { swarm } from './swarm.ts';
import { terminal } from './terminal.ts';
import { tracks } from './tracks.ts';
import { trust } from './trust.ts';
import { typed } from './typed.ts';
import { vxlan } from './vxlan.ts';
import { watch } from './watch.ts';
import { web } from './web.ts';

/**
 * All that the app says beside the window's own words (window/) and its lessons (lessons/): a room of core, or a
 * shell, each.
 */
export const catalogue = {
  app,
  bounds,
  bridges,
  class: classes,
  cli,
  compare,
  diagnose,
  drills,
  evidence,
  engine,
  etcd,
  explain,
  failures,
  follow,
  gates,
  lab,
  ledger,
  link,
  machine,
  main,
  measure,
  observe,
  mistakes,
  picture,
  pictures,
  practice,
  preflight,
  process,
  remote,
  report,
  ovs,
  ownLesson,
  routed,
  runs,
  schema,
  serve,
  steps,
  store,
  swarm,
  terminal,
  tracks,
  trust,
  typed,
  vxlan,
  watch,
  web,
};
