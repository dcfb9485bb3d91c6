// include chai/chai.js without ./chai/interface/assert loupe
