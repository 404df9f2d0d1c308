/** Lets knip say how many files it analysed, which its own reporters keep to themselves. */
import type { Reporter } from 'knip';

const reporter: Reporter = ({ counters }) => {
  console.log(`analysed ${counters.processed} files`);
};

export default reporter;
