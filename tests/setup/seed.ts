import fc from 'fast-check';

/**
 * What is random in tests is the same in every run, so that a run says something about the code and not about luck. TEST_SEED makes it
 * another, to look further.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.TEST_SEED ?? 20_231_002) });
