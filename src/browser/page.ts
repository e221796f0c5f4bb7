import { startCopyButtons } from './copy-buttons.ts';
import { startDateSlider } from './date-slider.ts';
import { startExampleAnswers } from './example-answers.ts';
import { startHeld } from './held.ts';
import { startLiveBar } from './live-bar.ts';
import { startMarks } from './marks.ts';
import { startPlayer, startSteps } from './player.ts';
import { startRenewal } from './renewal.ts';
import { startSearchKey } from './search-key.ts';
import { startSteady } from './steady.ts';

// The script of every page. What a page shows is in its HTML: this keeps it up to date, and lets a reader move through it in place.
startCopyButtons();
startExampleAnswers();
startSearchKey();
startSteps();
const [bar, slider, player] = ['.live', '.scrubber', '.player'].map((name) => document.querySelector<HTMLElement>(name));
if (slider) startDateSlider(slider);
if (player) startPlayer(player);
if (bar) {
  startSteady();
  startHeld();
  startMarks();
  startRenewal();
  startLiveBar(bar);
}
