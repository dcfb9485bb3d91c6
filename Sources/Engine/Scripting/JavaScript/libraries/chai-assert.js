// include chai/chai.js only ./chai/interface/assert
