// include chai/chai.js only loupe
